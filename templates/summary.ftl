<#ftl output_format="markdown">
## DropBlock reproduction: ${run.name}

**${headline}**

<#list lede as sentence>${sentence}<#sep> </#list>

<#if banner??>
> **${banner.title}.** ${banner.text}
> Differs from the paper: <#list banner.deviations as deviation>${deviation.what} (${deviation.here})<#sep>; </#list>.

</#if>
| Network | Regularizer | Paper, % | Here, % | 95 % interval | Paper, points to None | Here, points to None | Seeds |
|---|---|--:|--:|--:|--:|--:|--:|
<#list accuracyTable as row>
| ${row.network} | ${row.regularizer} | ${row.paper} | ${row.here!row.stateTitle} | ${row.interval!"none yet"} | ${row.paperGain} | ${row.gain!"none yet"} | ${row.seeds} |
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
| Claim of the paper | Verdict | Paper | Here (95 % interval) | p after Holm |
|---|---|--:|--:|--:|
<#list claims as claim>
| ${claim.id} ${claim.text} | ${claim.verdictTitle} | <#list claim.lines as line>${line.paper}<#sep>; </#list> | <#list claim.lines as line><#if line.here??>${line.here}<#if line.interval??> (${line.interval})</#if><#else>not measured</#if><#sep>; </#list> | <#list claim.lines as line>${line.p!"no test"}<#sep>; </#list> |
</#list>

Accuracies are compared in points on the same test images (exact McNemar), losses and epochs in % of the other arm's (Student's t over seeds); p is corrected for ${tests} test<#if tests != 1>s</#if> in all.

Images: ${run.data.source}. ${environment[1].name}: ${environment[1].value}.
