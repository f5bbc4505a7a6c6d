package io.github.dropblock.harness.compiled.cuda;

/** Numbers on the GPU, whose place is known once the tape that hands them on is laid out. */
final class DeviceArray {
  private final long bytes;
  private long address;

  DeviceArray(long bytes) {
    this.bytes = bytes;
  }

  /** At a place of its own. */
  static DeviceArray at(long address, long bytes) {
    DeviceArray array = new DeviceArray(bytes);
    array.bind(address);
    return array;
  }

  long bytes() {
    return bytes;
  }

  void bind(long place) {
    address = place;
  }

  long address() {
    if (address == 0) {
      throw new IllegalStateException("an array is used before it has a place");
    }
    return address;
  }
}
