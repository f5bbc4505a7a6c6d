package io.github.dropblock.harness.remedy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file, folder, machine or cluster that can't be used as it is. */
public class RemediableException extends IOException implements Remediable {
  private static final long serialVersionUID = 1L;

  private final List<Remedy> remedies;

  /**
   * @param message what is wrong and where, in a line
   * @param remedies what helps, any of it
   */
  public RemediableException(String message, Remedy... remedies) {
    this(new Complaint(message, remedies));
  }

  public RemediableException(String message, Throwable cause, Remedy... remedies) {
    this(new Complaint(message, remedies), cause);
  }

  public RemediableException(Complaint complaint) {
    this(complaint, null);
  }

  public RemediableException(Complaint complaint, @Nullable Throwable cause) {
    super(complaint.what(), cause);
    remedies = complaint.remedies();
  }

  /**
   * The same problem of a file's content with other advice; what the file system says is left as it
   * is, since what helps with that is known elsewhere.
   */
  public static IOException advised(IOException cause, Remedy... remedies) {
    return cause instanceof FileSystemException
        ? cause
        : new RemediableException(Reason.of(cause), cause, remedies);
  }

  @Override
  public final List<Remedy> remedies() {
    return remedies;
  }
}
