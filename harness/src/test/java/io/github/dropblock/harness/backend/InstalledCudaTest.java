package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledCudaTest {
  @TempDir Path cuda;
  @TempDir Path cudnn;
  @TempDir Path empty;

  private void have(Path folder, String... libraries) throws IOException {
    for (String library : libraries) {
      Files.createFile(folder.resolve(library));
    }
  }

  private InstalledCuda found() {
    return InstalledCuda.find(List.of(empty, cuda, cudnn));
  }

  private void haveToolkit() throws IOException {
    have(
        cuda,
        "libcublas.so.11",
        "libcublasLt.so.11",
        "libcusolver.so.11",
        "libcurand.so.10",
        "libcusparse.so.11",
        "libcudart.so.11.0",
        "libnvrtc.so.11.2");
  }

  @Test
  void namesTheFoldersThatHoldTheLibraries() throws IOException {
    haveToolkit();
    have(cudnn, "libcudnn.so.8");
    for (String part : List.of("ops", "cnn", "adv")) {
      have(cudnn, "libcudnn_" + part + "_infer.so.8", "libcudnn_" + part + "_train.so.8");
    }

    assertThat(found().complete()).isEqualTo(new CudaFolders(11, List.of(cuda, cudnn)));
    assertThat(found().hasCudnn()).isTrue();
  }

  @Test
  void namesWhatIsMissingAndWhatHelps() throws IOException {
    haveToolkit();

    assertThat(found().hasCudnn()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found().complete())
        .withMessageStartingWith("this machine lacks libcudnn.so.8, libcudnn_ops_infer.so.8")
        .withMessageEndingWith(" of CUDA 11.8 and cuDNN 8.6")
        .satisfies(Helped.by(Remedy.INSTALL_CUDA, Remedy.NAME_CUDA_FOLDER, Remedy.DOWNLOAD_CUDA));
  }

  @Test
  void compiledStepsWantCudnn9AndCuda12Or13() throws IOException {
    have(cuda, "libnvrtc.so.13", "libcublas.so.13", "libcublasLt.so.13");
    have(cudnn, "libcudnn.so.9");
    InstalledCuda found = InstalledCuda.find(13, StepCuda.needed(13), List.of(empty, cuda, cudnn));

    assertThat(found.missing())
        .contains("libcudnn_graph.so.9", "libcudnn_engines_precompiled.so.9")
        .doesNotContain("libcublas.so.13");
    assertThatIllegalArgumentException()
        .isThrownBy(found::complete)
        .withMessageEndingWith(" of CUDA 12 or 13 and cuDNN 9");
  }
}
