package org.lasegue.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// Seals the entries of one case with AES-256-GCM.
///
/// The key is HKDF-SHA256 (RFC 5869) of the case's data key and its link. The data key lies in the
/// database, sealed by the master key; the link lies nowhere. So database and master key together,
/// or an old backup of both, still open nothing without the link.
final class CaseCipher {

  static final int DATA_KEY_BYTES = 32;
  private static final byte[] PURPOSE = "lasegue entry 1".getBytes(StandardCharsets.US_ASCII);

  private final Aead aead;
  private final byte[] linkHash;

  CaseCipher(byte[] dataKey, Link link) throws GeneralSecurityException {
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(dataKey)
            .addSalt(link.secret())
            .thenExpand(PURPOSE, DATA_KEY_BYTES);
    aead = new AesGcmJce(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    linkHash = link.hash();
  }

  byte[] seal(long sequence, long writtenAt, String kind, byte[] content)
      throws GeneralSecurityException {
    return aead.encrypt(content, place(sequence, writtenAt, kind));
  }

  /// @throws GeneralSecurityException if anything of the entry, or its place, is not as it was
  ///   sealed
  byte[] open(long sequence, long writtenAt, String kind, byte[] sealed)
      throws GeneralSecurityException {
    return aead.decrypt(sealed, place(sequence, writtenAt, kind));
  }

  /// Binds an entry to where it stands. Unambiguous: all but the last part have a fixed length.
  private byte[] place(long sequence, long writtenAt, String kind) {
    byte[] word = kind.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(linkHash.length + 2 * Long.BYTES + word.length)
        .put(linkHash)
        .putLong(sequence)
        .putLong(writtenAt)
        .put(word)
        .array();
  }
}
