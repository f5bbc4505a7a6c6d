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
- **${cell.title}**: ${cell.failure.reason}. ${cell.failure.suggestion?cap_first}.
</#items>

</#list>
Measured differences only; this version gives no verdicts. Images: ${run.data.source}. ${environment[1].name}: ${environment[1].value}.
