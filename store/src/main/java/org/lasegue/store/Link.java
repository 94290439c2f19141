package org.lasegue.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// The token by which a case is reached: 192 random bits, so that no slow hash is needed to keep
/// its hash from being turned back. The database never sees the token.
record Link(String token) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}");

  /// @throws UnknownCaseException if this is no link at all
  Link {
    if (!SHAPE.matcher(token).matches()) {
      throw new UnknownCaseException();
    }
  }

  static Link random() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return new Link(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  byte[] secret() {
    return Base64.getUrlDecoder().decode(token);
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Link[...]";
  }
}
