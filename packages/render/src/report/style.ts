import { fontFamily } from "../svg/picture.ts"

/** The report's style sheet: light, dark, narrow screens, and A4 landscape on paper. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--ink:#16202c;--muted:#526070;--line:#e3e8ee;--focus:#0b5cad;--short:#b83c00;--over:#0a6e5c}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0f151c;--ink:#eef3f8;--muted:#a9b6c4;--line:#2a3542;--focus:#6db7ff;--short:#ff9b66;--over:#4fd6ba}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 ${fontFamily};-webkit-text-size-adjust:100%}
header,main,footer{max-width:1288px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
h1,h2,h3,p,dt,dd,th,td,caption{overflow-wrap:anywhere;unicode-bidi:plaintext}
h1{font-size:30px;line-height:1.2;margin:0 0 6px;max-width:34ch;text-wrap:balance}
h2{font-size:20px;line-height:1.3;margin:44px 0 12px}
h3{font-size:16px;margin:0 0 4px}
.sub{color:var(--muted);margin:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.measures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));margin:28px 0 8px;border-block:1px solid var(--line)}
.measures>div{padding:16px 20px 16px 0}
.measures dt{color:var(--muted);font-size:14px}
.measures dd{margin:0}
.measures b{font-size:34px;line-height:1.3;letter-spacing:-.02em;white-space:nowrap}
.measures .change{margin-left:10px;font-weight:600;white-space:nowrap}
.measures small{display:block;color:var(--muted);font-size:13px}
.short{color:var(--short)}.over{color:var(--over)}.muted{color:var(--muted)}
.fixes{list-style:none;counter-reset:fix;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:28px;margin:0}
.fixes li{counter-increment:fix;padding-top:14px;border-top:3px solid var(--short)}
.fixes h3::before{content:counter(fix) ". "}
.fixes p{margin:0 0 4px}
.fixes .evidence{color:var(--muted);font-size:14px}
figure{margin:0 0 20px -22px}
figcaption{color:var(--muted);font-size:14px;margin-top:6px}
.scroll{overflow-x:auto}
.scroll+.scroll{margin-top:28px}
.scroll svg{display:block;width:100%;height:auto;min-width:var(--least);max-width:var(--most)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:14.5px}
caption{text-align:left;color:var(--muted);padding-bottom:8px}
th,td{padding:7px 14px 7px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;min-width:11ch}
th.n,td.n{font-variant-numeric:tabular-nums;text-align:right;padding:7px 14px;min-width:0;overflow-wrap:break-word}
thead th{overflow-wrap:normal}
#paths~h3{margin-top:28px}
#topics~.scroll :is(th,td):not(.n){min-width:20ch}
#topics~.scroll td:last-child{width:28%;min-width:36ch}
tr>:last-child{padding-right:0}
tbody th{font-weight:500}
details{margin:0 0 28px}
summary{cursor:pointer;padding:10px 0;font-weight:600}
.method{display:grid;grid-template-columns:minmax(160px,1fr) 4fr;gap:8px 24px;margin:0}
.method dt{font-weight:600}
.method dd{margin:0;max-width:85ch}
footer{color:var(--muted);font-size:13.5px;padding-top:40px;padding-bottom:40px}
.paper{display:none}
@media (max-width:600px){header,main,footer{padding-left:16px;padding-right:16px}header{padding-top:24px}h1{font-size:24px}h2{margin-top:32px}.measures{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}.measures b{font-size:28px}figure{margin-left:-16px}.method{grid-template-columns:1fr;gap:0}.method dd{margin-bottom:12px}}
@media print{:root{color-scheme:light;--line:#d5dce4}@page{size:A4 landscape;margin:12mm}body{font-size:12px}header,main,footer{max-width:none;padding:0}h1{font-size:23px}h2{margin:18px 0 8px;font-size:16px;break-after:avoid}h3{font-size:13px;break-after:avoid}.measures{margin:12px 0 0;grid-template-columns:repeat(auto-fit,minmax(42mm,1fr))}.measures>div{padding:8px 14px 8px 0}.measures b{font-size:25px}.measures small,.measures dt,.fixes .evidence,figcaption{font-size:11px}.fixes{gap:16px;grid-template-columns:repeat(auto-fit,minmax(70mm,1fr))}.fixes li{padding-top:8px}figure{margin-left:0}figure,li,tr,.measures>div,details .scroll,#paths~.scroll,#quality~.scroll{break-inside:avoid}summary,.screen{display:none}.paper{display:block}.scroll{overflow:visible}.scroll svg{min-width:0;max-height:165mm}tbody tr:first-child{break-before:avoid}.part,#journey,#matters,#paths,#trends,#nps,#leaving,#topics{break-before:page}#topics~.scroll .n{overflow-wrap:anywhere;padding-left:4px;padding-right:6px}#topics~.scroll td.n{min-width:15ch}#topics~.scroll :is(th,td):not(.n){min-width:0!important}#topics~details :is(th,td){overflow-wrap:anywhere;padding-left:4px;padding-right:6px}table{font-size:11px}th,td{padding-top:3px!important;padding-bottom:3px!important}th,td{min-width:0}footer{padding:16px 0 0;font-size:10.5px}}
`
