package org.lasegue.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file that is on the disk when [#append] returns, written by one process at a time.
final class SafeFile implements Closeable {
  private final FileChannel channel;
  private long length;

  /// @param length what lies beyond it is cut off
  SafeFile(Path file, long length) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.length = length;
    if (locked() == null) {
      channel.close();
      throw new CohortException(file + " is being written by another run; wait until it has ended");
    }
    if (channel.size() < length) {
      channel.close();
      throw new CohortException(
          file + " is shorter than its checkpoint says; add --overwrite to begin again");
    }
    channel.truncate(length);
    channel.position(length);
  }

  private @Nullable FileLock locked() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  void append(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    length += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
