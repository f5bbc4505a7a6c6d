package io.github.dropblock.plugin.console;

import io.github.dropblock.harness.files.Printable;
import org.apache.maven.plugin.logging.Log;

/**
 * A log in characters that its charset has, and that every terminal shows: names of photos, classes
 * and folders come from strangers.
 */
public record PlainLog(Log log, PlainText text) implements Log {
  private String plain(CharSequence content) {
    return text.of(Printable.lines(String.valueOf(content)));
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(plain(content));
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    log.debug(plain(content), error);
  }

  @Override
  public void debug(Throwable error) {
    log.debug(error);
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(plain(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    log.info(plain(content), error);
  }

  @Override
  public void info(Throwable error) {
    log.info(error);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(plain(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    log.warn(plain(content), error);
  }

  @Override
  public void warn(Throwable error) {
    log.warn(error);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(plain(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    log.error(plain(content), error);
  }

  @Override
  public void error(Throwable error) {
    log.error(error);
  }
}
