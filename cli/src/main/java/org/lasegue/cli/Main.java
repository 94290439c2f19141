package org.lasegue.cli;

/// Entry point of the command line.
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.err.println("lasegue: no commands yet");
    System.exit(2);
  }
}
