package org.lasegue.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// The master keys of one key file (a Tink keyset in JSON): one seals, all open.
final class KeyRing {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle keys;
  private final Aead aead;
  private final Set<Integer> ids = new HashSet<>();

  private KeyRing(KeysetHandle keys) throws GeneralSecurityException {
    this.keys = keys;
    this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    for (int i = 0; i < keys.size(); i++) {
      ids.add(keys.getAt(i).getId());
    }
  }

  /// Makes a key and its file, readable by its owner alone: the whole file or none, even in a
  /// crash.
  ///
  /// @throws FileAlreadyExistsException if the file is there
  static KeyRing create(Path file) throws IOException {
    KeyRing ring;
    try {
      ring = new KeyRing(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Path next = ring.writeBeside(file);
    try {
      // Unlike a move, a link never takes the place of a file that another process has just made.
      Files.createLink(file, next);
      Files.delete(next);
    } catch (UnsupportedOperationException e) {
      Files.move(next, file);
    }
    forceFolder(file);
    return ring;
  }

  /// @throws NoSuchFileException if there is no such file
  /// @throws MasterKeyException if others may read it, or it holds no keys
  static KeyRing read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new MasterKeyException(
          "others may use the master key file %s; say: chmod 600 %s".formatted(file, file), null);
    }
    try {
      return new KeyRing(
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Without the cause: a parser's message may quote the key.
      throw new MasterKeyException(
          ("the master key file %s holds no readable keys; put back its backup,"
                  + " or delete it if nothing was stored yet")
              .formatted(file),
          null);
    }
  }

  /// These keys and a new one, which seals from now on.
  KeyRing withNewKey() {
    var entry =
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId()
            .makePrimary();
    try {
      return new KeyRing(KeysetHandle.newBuilder(keys).addEntry(entry).build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Only the keys with these ids, which must include the one that seals.
  KeyRing only(Set<Integer> kept) {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
    for (int i = keys.size() - 1; i >= 0; i--) {
      if (!kept.contains(keys.getAt(i).getId())) {
        builder.deleteAt(i);
      }
    }
    try {
      return new KeyRing(builder.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Puts these keys in the place of the file's, all or nothing.
  void replace(Path file) throws IOException {
    Path next = writeBeside(file);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
    forceFolder(file);
  }

  int sealingId() {
    return keys.getPrimary().getId();
  }

  Set<Integer> ids() {
    return Set.copyOf(ids);
  }

  /// Seals a data key for the case with this hash, with the key `sealingId()`.
  byte[] seal(byte[] dataKey, byte[] linkHash) {
    try {
      return aead.encrypt(dataKey, linkHash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] open(byte[] sealed, byte[] linkHash) throws GeneralSecurityException {
    return aead.decrypt(sealed, linkHash);
  }

  /// What only the holder of the sealing key can make: by it a database knows its keys again.
  byte[] proof() {
    return seal(new byte[0], proofPlace(sealingId()));
  }

  boolean proves(int id, byte[] proof) {
    try {
      open(proof, proofPlace(id));
      return ids.contains(id);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] proofPlace(int id) {
    return ("proof of master key " + id).getBytes(StandardCharsets.US_ASCII);
  }

  private Path writeBeside(Path file) throws IOException {
    String json;
    try {
      json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Path next = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    OwnerOnly.createFile(next);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return next;
  }

  /// A new name is durable only when its folder is.
  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
