/** The report's figures: geometry worked out here, so that the templates only draw it. */
@NullMarked
package io.github.dropblock.harness.chart;

import org.jspecify.annotations.NullMarked;
