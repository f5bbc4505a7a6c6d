<#ftl output_format="markdown">
**${held} of ${all} checks hold.**

<#list rows>
| Check | Result | Wanted | Got | File |
|---|---|---|---|---|
<#items as row>
| ${row.what} | ${row.mark} | ${row.wanted} | ${row.got} | ${row.file} |
</#items>

</#list>
<#if more gt 0>
And ${more} more, in junit.xml.

</#if>
