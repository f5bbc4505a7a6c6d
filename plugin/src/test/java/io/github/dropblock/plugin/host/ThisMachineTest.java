package io.github.dropblock.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThisMachineTest {
  @Test
  void itsMemoryIsWhatItsSystemCounts() {
    assertThat(ThisMachine.physicalMemory("MemTotal:       24706516 kB\nMemFree:  1 kB\n"))
        .hasValue(24706516L * 1024);
    assertThat(ThisMachine.physicalMemory("nothing of that kind")).isEmpty();
  }

  @Test
  void hasRoomToRunThisTest() {
    HostResources here = new ThisMachine().resources();

    assertThat(here.cores()).isPositive();
    assertThat(here.memory()).isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory());
  }
}
