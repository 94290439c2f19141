package org.lasegue.knowledge;

public enum Sex {
  FEMALE,
  MALE
}
