package io.github.dropblock.harness.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DeviceSlotsTest {
  private static final int LOST = ExitCode.WRONG_BACKEND.code();

  /** A device that notes what it was given, and does what it is told. */
  private static final class Device implements CellLauncher {
    private final List<String> cells = Collections.synchronizedList(new ArrayList<>());
    private final CellLauncher behaviour;

    Device(CellLauncher behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public int launch(CellDirectory cell) throws IOException, InterruptedException {
      cells.add(cell.path().toString());
      return behaviour.launch(cell);
    }
  }

  private static CellDirectory cell(String name) {
    return new CellDirectory(Path.of(name));
  }

  @Test
  void cellsRunSideBySideOnDifferentDevices() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    CellLauncher meeting =
        cell -> {
          both.countDown();
          both.await();
          return 0;
        };
    List<Device> devices = List.of(new Device(meeting), new Device(meeting));
    DeviceSlots slots = new DeviceSlots(devices);
    ExecutorService workers = Executors.newFixedThreadPool(2);

    Future<Integer> first = workers.submit(() -> slots.launch(cell("a")));
    Future<Integer> second = workers.submit(() -> slots.launch(cell("b")));

    assertThat(first.get() + second.get()).isZero();
    assertThat(devices).allSatisfy(device -> assertThat(device.cells).hasSize(1));
    workers.shutdown();
  }

  @Test
  void aCellThatCrashesOrCannotStartFreesItsPlace() throws Exception {
    Device only =
        new Device(
            cell -> {
              if (cell.path().endsWith("broken")) {
                throw new IOException("no java");
              }
              return ExitCode.CRASHED.code();
            });
    DeviceSlots slots = new DeviceSlots(List.of(only));

    assertThat(slots.launch(cell("a"))).isEqualTo(ExitCode.CRASHED.code());
    try {
      slots.launch(cell("broken"));
    } catch (IOException expected) {
      assertThat(expected).hasMessage("no java");
    }
    slots.launch(cell("c"));

    assertThat(only.cells).containsExactly("a", "broken", "c");
  }

  @Test
  void aLostDeviceIsGivenUpAndItsCellGoesToAnother() throws Exception {
    Device lost = new Device(cell -> LOST);
    Device sound = new Device(cell -> 0);
    DeviceSlots slots = new DeviceSlots(List.of(lost, sound));

    for (String name : List.of("a", "b", "c")) {
      assertThat(slots.launch(cell(name))).isZero();
    }

    assertThat(lost.cells).containsExactly("a");
    assertThat(sound.cells).containsExactly("a", "b", "c");
  }

  @Test
  void theLastDeviceSaysWhatIsWrong() throws Exception {
    DeviceSlots slots =
        new DeviceSlots(List.of(new Device(cell -> LOST), new Device(cell -> LOST)));

    assertThat(slots.launch(cell("a"))).isEqualTo(LOST);
    assertThat(slots.launch(cell("b"))).isEqualTo(LOST);
  }

  @Test
  void aDeviceIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeviceSlots(List.of()))
        .withMessage("there is no device to train on");
  }
}
