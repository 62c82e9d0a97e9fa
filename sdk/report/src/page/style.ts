import { HEAT_DARK, HEAT_LIGHT, HEAT_RULES } from './heat.js';

const DARK = `--paper:#16181c;--ink:#dfe1e5;--muted:#989da6;--rule:#34383f;--tint:#1e2126;--good:#7fbf94;--bad:#f0907f;
--case-0:#7fb0ea;--case-1:#ee9a5f;--case-2:#74c39a;--case-3:#c697de;--case-4:#dcb864;--case-5:#ec89a6;--case-6:#6fc6d0;--case-7:#a9adb5;${HEAT_DARK}`;

const LIGHT = `--paper:#fdfdfb;--ink:#22252a;--muted:#676d76;--rule:#dcdcd6;--tint:#f4f4f0;--good:#2c7048;--bad:#a93522;
--case-0:#2f6db3;--case-1:#b05217;--case-2:#2c7d55;--case-3:#85499f;--case-4:#94701b;--case-5:#b03a60;--case-6:#267f89;--case-7:#666b73;${HEAT_LIGHT}`;

/** The page's style, for light and dark screens and for print. */
export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 Charter,'Bitstream Charter','Source Serif 4',Cambria,Georgia,serif}
main{max-width:66rem;margin:0 auto;padding:2.6rem 1.5rem 5rem}
h1{font-size:2.1rem;line-height:1.2;font-weight:600;margin:0 0 .3rem;overflow-wrap:anywhere}
h3{font-size:1rem;font-weight:600;margin:1.6rem 0 .3rem}
h2{font-size:1.3rem;font-weight:600;margin:3.2rem 0 .8rem;padding-top:1rem;border-top:1px solid var(--rule)}
p{margin:.5rem 0;max-width:44rem}
.lead,.note,.more{color:var(--muted)}
.note,.more{font-size:.86rem}
nav{margin-top:2rem}
nav a{margin-right:1.1rem;display:inline-block;padding:.15rem 0}
a{color:var(--case-0);text-underline-offset:.2em}
code,pre,.digest{font:.84rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
pre{background:var(--tint);padding:.7rem .9rem;border-radius:4px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;margin:1rem 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
table,svg,figcaption,.legend,.heat,.tools,summary,button,input,select,nav{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif}
nav{font-size:.86rem}
.scroll{overflow:auto;max-height:34rem}
table{border-collapse:collapse;font-size:.8rem;line-height:1.4;min-width:min(100%,32rem);font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
td{white-space:nowrap}
td:is(:first-child,:nth-child(2),:last-child):not(.number){white-space:normal;overflow-wrap:break-word;min-width:5.5rem}
th{position:sticky;top:0;background:var(--paper);font-weight:600;white-space:nowrap}
:is(th,td):first-child{text-align:left}
.number{text-align:right;white-space:nowrap;padding-right:.8rem}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th button::after{content:' \\2195';color:var(--muted);opacity:.45}
th[aria-sort=ascending] button::after{content:' \\2191';opacity:1}
th[aria-sort=descending] button::after{content:' \\2193';opacity:1}
.tools{font-size:.84rem;margin:.6rem 0;color:var(--muted)}
input,select,.more button{font-size:inherit;color:inherit;background:var(--tint);border:1px solid var(--rule);border-radius:4px;padding:.25rem .6rem}
select{color:var(--ink);max-width:22rem;margin:0 1.2rem 0 .4rem}
input{width:18rem;max-width:60vw;color:var(--ink);margin:0 .6rem}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,28rem),1fr));gap:1.8rem 2rem;margin-top:1.2rem}
figure{margin:0;min-width:0;content-visibility:auto;contain-intrinsic-size:auto 18rem}
figure.wide{grid-column:1/-1}
.panels{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.7rem 1.2rem;margin:.4rem 0}
.panels p{font:.76rem/1.35 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;margin:0 0 .15rem;overflow-wrap:anywhere}
@media screen and (max-width:60rem){.panels{grid-template-columns:repeat(2,minmax(0,1fr))}}
figcaption{font-size:.86rem;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
figcaption span{font-weight:400;color:var(--muted)}
figure svg,.plot{display:block;width:100%;height:auto;color:var(--ink);font-size:11px}
.plot text{white-space:pre}
.legend{display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.76rem;color:var(--muted)}
.legend svg{display:inline-block;width:1.8rem;height:.6rem;margin-right:.35rem}
${HEAT_RULES}
.graph .network{width:auto;max-width:none;font-size:10px}
.network text{text-anchor:middle;fill:currentColor}
.network .name{font-weight:600}
.network rect{fill:var(--heat);stroke:var(--muted);stroke-width:.7}
.network path{stroke-opacity:.8}
.heat-none{--heat:var(--paper);color:var(--muted)}
.heat-none rect{stroke-dasharray:3 2}
.graph{content-visibility:visible}
.graph .scroll{max-height:min(56rem,88vh);margin:.8rem 0}
.heat{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline;margin-top:.7rem;font-size:.76rem}
.heat output{font-weight:600}
.heat ul{display:flex;flex-wrap:wrap;list-style:none;margin:0;padding:0;gap:.3rem 2px}
.heat li{background:var(--heat);border:1px solid var(--muted);padding:.1rem .55rem;white-space:nowrap;print-color-adjust:exact;-webkit-print-color-adjust:exact}
[hidden]{display:none!important}
details{font-size:.8rem}
summary{color:var(--muted);cursor:pointer;font-size:.78rem;width:max-content}
details .scroll{max-height:16rem}
:focus-visible{outline:2px solid var(--case-0);outline-offset:3px}
.bad{color:var(--bad)}
.good{color:var(--good)}
header .lead{font-size:1.05rem;margin:.2rem 0 0}
.warnings{margin:.6rem 0;padding:.5rem .9rem;list-style:none;background:var(--tint);border-left:3px solid var(--bad);max-width:44rem;font-size:.92rem;overflow-wrap:anywhere}
.told{overflow-wrap:anywhere;margin-bottom:.9rem}
.told p{max-width:48rem}
.headline{font-size:1.35rem;line-height:1.35;font-weight:600;margin:0 0 .25rem}
header+section h2{margin-top:1.4rem;padding-top:0;border:0;font-size:.95rem;color:var(--muted);margin-bottom:.1rem}
.answer .scroll{max-height:min(46rem,80vh)}
.answer table{width:100%}
.answer td,.answer tbody th{padding-top:.42rem;padding-bottom:.42rem;vertical-align:middle}
.answer tbody th{position:static;font-weight:600}
.answer td:last-child:not(.number){min-width:0}
.answer td.bars{width:34%;min-width:9rem;padding-right:1.2rem}
.answer th.bars{padding-right:1.2rem}
.scale{display:flex;justify-content:space-between;font-weight:400;color:var(--muted)}
.bar{display:block;width:100%;height:1.1rem;overflow:visible;background:repeating-linear-gradient(90deg,var(--rule) 0 1px,transparent 1px calc(25% - .25px))}
.bar line{stroke:var(--mark);stroke-width:2}
.bar circle{fill:var(--mark)}
.answer tr{--mark:var(--muted)}
.answer tr[data-verdict="may be the best"]{--mark:var(--case-1)}
.answer tr[data-verdict=best],.answer tr[data-verdict^=chosen]{--mark:var(--good)}
tr[data-verdict=best] .verdict,tr[data-verdict^=chosen] .verdict,tr[data-verdict="may be the best"] .verdict{font-weight:600;color:var(--mark)}
.caution{color:var(--bad);white-space:nowrap!important}
.schedule{margin-top:1rem}
.schedule .plot{min-width:46rem}
@media(max-width:40rem){main{padding:1.6rem 1rem 4rem}figure .plot{font-size:14px}h1{font-size:1.6rem}.tools label{display:block;margin:.4rem 0}.tools label select,.tools label input{display:block;margin:.2rem 0 0;width:100%;max-width:100%;min-height:2.4rem}
.answer .scroll{max-height:none;overflow:visible}.answer thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.answer :is(table,tbody){display:block;min-width:0}.answer tr{display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:.55rem 0;border-bottom:1px solid var(--rule);align-items:baseline}
.answer tbody :is(td,th){border:0;padding:0;text-align:left;white-space:normal}.answer tbody th::before{content:'case '}.answer td:empty{display:none}
.answer td[data-name]::before{content:attr(data-name) ' ';color:var(--muted)}.answer td.bars{flex:0 0 100%;order:9;padding:0}
dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{body{font-size:10.5pt;background:#fff}main{max-width:none;padding:0}nav,.tools,.more,details{display:none!important}.answer td.bars{min-width:4cm}.bar,.plot [fill]{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{max-height:none;overflow:visible}table{font-size:7.5pt}th,td{padding:.12rem .6rem .12rem 0}th{position:static;background:none}th button::after{content:''}
.charts{grid-template-columns:1fr 1fr}figure{content-visibility:visible}.graph .network{max-width:100%;height:auto;max-height:23cm}figure,tr{break-inside:avoid}h2{break-after:avoid}}
`;
