"""How the page of a profile looks: light and dark, on a screen and on paper."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
.wb-profile{--wb-line:color-mix(in srgb,currentColor 16%,transparent);
 --wb-soft:color-mix(in srgb,currentColor 6%,transparent);--wb-blue:#3b78c4;
 --wb-good:color-mix(in srgb,#1f9d55 60%,currentColor);
 --wb-look:color-mix(in srgb,#d08700 60%,currentColor);
 --wb-bad:color-mix(in srgb,#e02b20 65%,currentColor);
 --wb-note:color-mix(in srgb,#3b78c4 65%,currentColor)}
.wb-profile .wb-quiet{opacity:.75}
.wb-profile h5{font-size:13px;font-weight:600;margin:.9em 0 .3em}
.wb-profile .wb-tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));
 gap:10px;margin:10px 0 14px}
.wb-profile .wb-tile{border:1px solid var(--wb-line);border-radius:6px;padding:8px 10px}
.wb-profile .wb-tile ul{margin:.3em 0 0;padding-left:1.1em}
.wb-profile .wb-tile li{margin:.15em 0}
.wb-profile .wb-verdict{float:right;font-weight:600}
.wb-profile .wb-good{color:var(--wb-good)}
.wb-profile .wb-look{color:var(--wb-look)}
.wb-profile .wb-bad{color:var(--wb-bad)}
.wb-profile details.wb-part{border-top:1px solid var(--wb-line);padding:2px 0 8px}
.wb-profile details.wb-part>summary{font-size:14px;font-weight:600;padding:6px 0;cursor:pointer}
.wb-profile summary:focus-visible{outline:2px solid var(--wb-blue);outline-offset:1px;
 border-radius:3px}
.wb-profile .wb-head,.wb-profile details.wb-col>summary{display:grid;gap:12px;
 grid-template-columns:minmax(150px,1.3fr) 142px 96px 128px minmax(180px,2fr);
 align-items:center;padding:5px 4px}
.wb-profile .wb-head{font-weight:600;border-bottom:1px solid var(--wb-line)}
.wb-profile details.wb-col{border-bottom:1px solid var(--wb-line)}
.wb-profile details.wb-col>summary{cursor:pointer;list-style:none}
.wb-profile details.wb-col>summary::-webkit-details-marker{display:none}
.wb-profile details.wb-col>summary:hover{background:var(--wb-soft)}
.wb-profile .wb-name{font-weight:600;overflow-wrap:anywhere}
.wb-profile .wb-name::before{content:"\\25B8";display:inline-block;width:1.1em;opacity:.6}
.wb-profile details[open]>summary .wb-name::before{content:"\\25BE"}
.wb-profile .wb-words{overflow-wrap:anywhere}
.wb-profile .wb-badge{display:inline-block;font-size:11px;line-height:1.5;padding:0 6px;
 border:1px solid var(--wb-line);border-radius:9px;margin:1px 3px 1px 0;white-space:nowrap}
.wb-profile .wb-badge.wb-warn{border-color:var(--wb-look);color:var(--wb-look)}
.wb-profile .wb-badge.wb-note{border-color:var(--wb-note);color:var(--wb-note)}
.wb-profile .wb-more{display:grid;grid-template-columns:repeat(auto-fit,minmax(295px,1fr));
 gap:6px 26px;padding:4px 4px 12px 1.4em}
.wb-profile .wb-more>div{min-width:0}
.wb-profile .wb-wide{grid-column:1/-1}
.wb-profile table{border-collapse:collapse}
.wb-profile .wb-lines th{font-weight:400;opacity:.75;text-align:left;padding:1px 12px 1px 0;
 vertical-align:top;white-space:nowrap}
.wb-profile .wb-lines td,.wb-profile .wb-ranked td{padding:1px 10px 1px 0;text-align:left;
 vertical-align:top}
.wb-profile .wb-num{text-align:right}
.wb-profile .wb-value{max-width:18em;overflow-wrap:anywhere;
 font-family:ui-monospace,monospace;font-size:12px}
.wb-profile svg rect{fill:var(--wb-blue)}
.wb-profile svg text{fill:currentColor;font-size:11px;opacity:.8}
.wb-profile .wb-matrix td,.wb-profile .wb-matrix th{padding:2px 4px;font-size:11px;
 text-align:center;border:0;max-width:none}
.wb-profile .wb-matrix th{font-weight:400;white-space:nowrap;text-align:right}
.wb-profile .wb-matrix thead th{writing-mode:vertical-rl;transform:rotate(180deg);
 text-align:left;max-height:11em;overflow:hidden;vertical-align:bottom}
.wb-profile .wb-matrix td{min-width:2.2em}
.wb-profile ul.wb-list{margin:.2em 0 .6em;padding-left:1.2em}
.wb-profile ul.wb-list li{margin:.2em 0;overflow-wrap:anywhere}
@media (max-width:760px){.wb-profile .wb-head{display:none}
 .wb-profile details.wb-col>summary{grid-template-columns:1fr 1fr}}
@media (prefers-reduced-motion:no-preference){.wb-profile summary{transition:background .1s}}
@media print{.wb-profile details::details-content{content-visibility:visible;display:block}
 .wb-profile details.wb-col,.wb-profile .wb-tile{break-inside:avoid}
 .wb-profile .wb-name::before{content:""}}
"""
