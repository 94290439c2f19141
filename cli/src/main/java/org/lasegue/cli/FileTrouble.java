package org.lasegue.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Why a file cannot be read or written, in words: the JDK often names the file alone.
final class FileTrouble {
  private FileTrouble() {}

  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "that is not allowed here";
      case NoSuchFileException _ -> "there is no such file or folder";
      case FileAlreadyExistsException _ -> "a file or folder of that name is in the way";
      default -> String.valueOf(e.getMessage());
    };
  }
}
