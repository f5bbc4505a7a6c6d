/**
 * The report: files of a run directory in, a page and its companions out.
 *
 * <p>{@link io.github.dropblock.harness.report.Report} reads the files ({@code RunFiles}), works
 * out what is said ({@code ReportModel}, with the charts' geometry) and hands it as plain data to
 * the templates.
 */
@NullMarked
package io.github.dropblock.harness.report;

import org.jspecify.annotations.NullMarked;
