package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void thisMachineHasAProcessorASystemAndAJava() {
    Machine here = Machine.current();

    assertThat(here.processor()).isNotBlank();
    assertThat(here.os()).startsWith(System.getProperty("os.name"));
    assertThat(here.java()).startsWith(System.getProperty("java.runtime.version"));
  }

  @Test
  void itHasNoName() throws Exception {
    assertThat(Machine.current().toString())
        .doesNotContain(InetAddress.getLocalHost().getHostName());
  }

  @Test
  void aModelsNameIsTheProcessors() {
    assertThat(
            Machine.processor(
                List.of(
                    "processor\t: 0",
                    "model\t\t: 85",
                    "model name\t: Intel(R) Xeon(R)  CPU @ 2.00GHz",
                    "",
                    "processor\t: 1",
                    "model name\t: another")))
        .contains("Intel(R) Xeon(R) CPU @ 2.00GHz");
  }

  @Test
  void anArmProcessorIsToldByItsNumbers() {
    assertThat(
            Machine.processor(
                List.of("processor\t: 0", "CPU implementer\t: 0x41", "CPU part\t: 0xd0c")))
        .contains("CPU implementer 0x41, CPU part 0xd0c");
  }

  @Test
  void whereLinuxTellsNothingThereIsNone() {
    assertThat(Machine.processor(List.of("processor\t: 0", "model name\t:"))).isEmpty();
  }
}
