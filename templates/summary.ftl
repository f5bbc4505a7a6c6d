<#ftl output_format="markdown">
## DropBlock reproduction: ${run.name}

**${headline}**

<#list lede as sentence>${sentence} </#list>${power}<#if !severalSeeds && !run.data.drawn> Run it with -Ddropblock.seeds=5.</#if>

<#if underWay??>
**Under way** on ${underWay.at}: ${underWay.cells} cells have finished<#if underWay.end??>; the last ends ${underWay.end}</#if>. What follows is of those, and changes with each cell.

<#list underWay.trainings>
| Training | Epochs | Ends |
|---|--:|---|
<#items as each>
| ${each.title} | ${each.epochs} | ${each.end!"not known yet"} |
</#items>

</#list>
</#if>
<#if banner??>
> **${banner.title}.** ${banner.text}
> Differs from the paper: <#list banner.deviations as deviation>${deviation.what} (${deviation.here})<#sep>; </#list>.

</#if>
| Network | Regularizer | Paper, % | Here, % | ± over seeds | 95 % interval | Paper, points to None | Here, points to None | Seeds |
|---|---|--:|--:|--:|--:|--:|--:|--:|
<#list accuracyTable as row>
| ${row.network} | ${row.regularizer} | ${row.paper} | ${row.here!row.stateTitle} | ${row.deviation!(row.here??)?then("one seed", "none yet")} | ${row.interval!"none yet"} | ${row.paperGain} | ${row.gain!"none yet"} | ${row.seeds} |
</#list>

<#list cells?filter(cell -> cell.failure??)>
Failed cells:

<#items as cell>
<#if cell?index lt 20>
- **${cell.title}**: ${cell.failure.reason}. ${cell.failure.suggestion?cap_first}.
<#elseif cell?is_last>
- And ${cell?index - 19} more; the page shows them.
</#if>
</#items>

</#list>
| Claim of the paper | Verdict | Paper | Here (95 % interval) | p, corrected |
|---|---|--:|--:|--:|
<#list claims as claim>
| ${claim.id} ${claim.text} | ${claim.verdictTitle} | <#list claim.lines as line>${line.paper}<#sep>; </#list> | <#list claim.lines as line><#if line.here??>${line.here}<#if line.interval??> (${line.interval})</#if><#else>not measured</#if><#sep>; </#list> | ${claim.adjusted!"no test"} |
</#list>

<#if combinations?has_content>
| Network | Dropout, points | DropBlock, points | Both, beyond the sum, points |
|---|--:|--:|--:|
<#list combinations as row>
| ${row.network} | ${row.dropout} | ${row.dropblock} | ${row.interaction} |
</#list>

</#if>
Accuracies are compared in points, by a model of both the luck of seeds and the choice of test images; losses in % of the other arm's, epochs by a factor (Student's t over seeds). p is corrected for ${tests} claim<#if tests != 1>s</#if> tested in all.

Images: ${run.data.source}. ${environment[1].name}: ${environment[1].value}.
