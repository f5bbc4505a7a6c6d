package io.github.dropblock.harness.fatbin;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one file of PTX by CUDA's nvJitLink, in a JVM of its own: a crash of the library, or
 * memory running out, costs one module. Arguments: the library, the PTX, the file to write,
 * options.
 */
final class NvJitLinkMain {
  /** Of nvJitLink.h: the first version of its functions, which later libraries have too. */
  private static final String VERSION = "_12_0";

  private static final int INPUT_PTX = 2;
  private static final int FAILED = 1;

  private final NativeLibrary library;

  private NvJitLinkMain(Path file) {
    library = NativeLibrary.getInstance(file.toString());
  }

  /** Ends the JVM with 0, or prints a line and ends it with another number. */
  public static void main(String[] arguments) throws IOException {
    endWithParent();
    try {
      byte[] code =
          new NvJitLinkMain(Path.of(arguments[0]))
              .compile(
                  Files.readAllBytes(Path.of(arguments[1])),
                  Arrays.copyOfRange(arguments, 3, arguments.length));
      Files.write(Path.of(arguments[2]), code);
    } catch (IllegalStateException | UnsatisfiedLinkError e) {
      System.out.println(e.getMessage());
      System.exit(FAILED);
    }
    System.exit(0);
  }

  /** Standard input is a pipe that the parent holds open: it ends only with the parent. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nobody writes to it.
                }
              } catch (IOException e) {
                // A broken pipe says the same as its end.
              }
              Runtime.getRuntime().halt(FAILED);
            },
            "parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  private byte[] compile(byte[] ptx, String... options) {
    PointerByReference place = new PointerByReference();
    check(null, call("Create", place, options.length, new StringArray(options)), "Create");
    Pointer linker = place.getValue();
    // Text for the linker ends with a 0.
    Memory text = new Memory(ptx.length + 1L);
    text.write(0, ptx, 0, ptx.length);
    text.setByte(ptx.length, (byte) 0);
    check(linker, call("AddData", linker, INPUT_PTX, text, text.size(), "module.ptx"), "AddData");
    check(linker, call("Complete", linker), "Complete");
    LongByReference size = new LongByReference();
    check(linker, call("GetLinkedCubinSize", linker, size), "GetLinkedCubinSize");
    Memory code = new Memory(size.getValue());
    check(linker, call("GetLinkedCubin", linker, code), "GetLinkedCubin");
    return code.getByteArray(0, Math.toIntExact(size.getValue()));
  }

  private int call(String function, Object... arguments) {
    Function found = library.getFunction("__nvJitLink" + function + VERSION);
    return found.invokeInt(arguments);
  }

  private void check(@Nullable Pointer linker, int status, String function) {
    if (status != 0) {
      throw new IllegalStateException(
          "nvJitLink%s answers %s: %s"
              .formatted(function, status, linker == null ? "options refused" : complaint(linker)));
    }
  }

  /** Its first line: all that is shown of it. */
  private String complaint(Pointer linker) {
    LongByReference size = new LongByReference();
    if (call("GetErrorLogSize", linker, size) != 0 || size.getValue() == 0) {
      return "no word";
    }
    Memory log = new Memory(size.getValue() + 1);
    log.clear();
    call("GetErrorLog", linker, log);
    return log.getString(0).strip();
  }
}
