/** The report's figures: geometry worked out here, so that the templates only draw it. */
package io.github.dropblock.harness.chart;
