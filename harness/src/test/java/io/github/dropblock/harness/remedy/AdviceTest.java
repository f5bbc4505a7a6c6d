package io.github.dropblock.harness.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final Advice NAMES = Remedy::name;

  @Test
  void whatIsWrongComesFirstAndThenWhatToDo() {
    assertThat(NAMES.sentence(new Complaint("the disk is full", Remedy.FREE_DISK_SPACE)))
        .isEqualTo("the disk is full; FREE_DISK_SPACE");
    assertThat(NAMES.sentence(new Complaint("nobody knows why"))).isEqualTo("nobody knows why");
  }

  @Test
  void ofSeveralRemediesAnyHelps() {
    assertThat(NAMES.on(List.of(Remedy.RESTORE_IT, Remedy.REMOVE_IT)))
        .isEqualTo("RESTORE_IT, or REMOVE_IT");
    assertThat(NAMES.on(List.of(Remedy.RESTORE_IT, Remedy.REMOVE_IT, Remedy.RUN_AGAIN)))
        .isEqualTo("RESTORE_IT, REMOVE_IT, or RUN_AGAIN");
  }

  @Test
  void complaintsBecomeOneThatSaysEachRemedyOnce() {
    Complaint first = new Complaint("GPU 0 is old", Remedy.USE_CPU);
    Complaint second = new Complaint("GPU 1 is older", Remedy.USE_CPU, Remedy.RUN_DOCTOR);

    assertThat(NAMES.sentence(Complaint.of(List.of(first, second)).or(Remedy.LEAVE_GPU_OUT)))
        .isEqualTo("GPU 0 is old; GPU 1 is older; USE_CPU, RUN_DOCTOR, or LEAVE_GPU_OUT");
  }

  @Test
  void anExceptionComplainsInItsOwnWords() {
    assertThat(Complaint.of(new RemediableException("it is full", Remedy.FREE_DISK_SPACE)))
        .isEqualTo(new Complaint("it is full", Remedy.FREE_DISK_SPACE));
    assertThat(Complaint.of(new IOException("it is full"))).isEqualTo(new Complaint("it is full"));
    assertThat(Complaint.of(new IOException())).isEqualTo(new Complaint("java.io.IOException"));
  }
}
