<#ftl output_format="markdown">
## DropBlock runs: <#list runs as run>${run.label}<#sep> against </#list>

**${headline}** Differences are to run A. Only several seeds tell the luck of a seed.

| Run | Name | Profile | Images | Cells finished |
|---|---|---|---|---|
<#list runs as run>
| ${run.letter} | ${run.label} | ${run.profile} | ${run.images} | ${run.cells} |
</#list>

<#list caveats>
<#items as line>
- ${line}
</#items>

</#list>
<#if settings?has_content>
| What differs | Kind |<#list runs as run> ${run.letter} |</#list>
|---|---|<#list runs as run>---|</#list>
<#list settings as setting>
| ${setting.path} | ${setting.environment?then("environment", "setting")} |<#list setting.values as value> ${value} |</#list>
</#list>
<#else>
Settings, versions and images are the same.
</#if>

| Network | Regularizer | Run | Accuracy, % | 95 % interval | To A, points | 95 % interval, points | Taken over | Test loss, nats | Epoch, s |
|---|---|---|--:|--:|--:|--:|---|--:|--:|
<#list arms as arm>
<#list arm.runs as row>
| ${arm.network} | ${arm.regularizer} | ${row.letter} | ${row.accuracy!row.missing} | ${row.interval!""} | ${row.difference!""} | ${row.differenceInterval!""} | ${row.method!""} | ${row.testLoss!""} | ${row.secondsPerEpoch!""} |
</#list>
</#list>
