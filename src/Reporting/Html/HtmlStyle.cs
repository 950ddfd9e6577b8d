namespace LstmGen.Reporting;

/// <summary>The style sheet of <see cref="HtmlReport"/>.</summary>
internal static class HtmlStyle
{
    public const string Sheet = """
        :root{color-scheme:light dark;--ink:#1b2230;--muted:#5c6675;--rule:#dfe4ea;--page:#f6f7f9;--surface:#ffffff;--accent:#2463c4}
        @media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--muted:#9fa9b8;--rule:#2c3441;--page:#0e1116;--surface:#161b22;--accent:#74a9ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;-webkit-text-size-adjust:100%}
        main{max-width:844px;margin:0 auto;padding:40px 20px 72px}
        header{border-bottom:2px solid var(--accent);padding-bottom:16px;margin-bottom:28px}
        h1{font-size:30px;line-height:1.2;letter-spacing:-.015em;margin:0;text-wrap:balance}
        h2{font-size:20px;line-height:1.3;letter-spacing:-.005em;margin:44px 0 12px}
        p{margin:0 0 16px;max-width:70ch}
        .subtitle,.note,figcaption,caption,dt{color:var(--muted)}
        .subtitle{margin:8px 0 0}
        pre{margin:0 0 20px;padding:14px 16px;background:var(--surface);border:1px solid var(--rule);border-radius:8px;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-x:auto}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(176px,1fr));gap:12px;margin:0 0 24px}
        .figures div{background:var(--surface);border:1px solid var(--rule);border-radius:8px;padding:12px 16px}
        .figures dt{font-size:13px}
        .figures dd{margin:0;font-size:26px;line-height:1.25;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
        .figures dd.note{font-size:13px;font-weight:400;letter-spacing:0;line-height:1.4;margin-top:2px}
        figure{margin:0 0 24px;padding:20px;background:var(--surface);border:1px solid var(--rule);border-radius:8px}
        figure svg{display:block;max-width:100%;height:auto}
        figcaption{font-size:14px;line-height:1.5;margin-top:14px}
        .narrow{display:none}
        .scroll{overflow-x:auto;margin:0 0 24px;background:var(--surface);border:1px solid var(--rule);border-radius:8px}
        table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:12px 16px 4px}
        th,td{padding:8px 16px;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
        thead th{border-top:0;color:var(--muted);font-weight:600;white-space:nowrap}
        td:not(.number){min-width:8em}
        .number{text-align:right;white-space:nowrap}
        @media(max-width:820px){.wide{display:none}.narrow{display:block}.narrow svg{width:100%}}
        @media(max-width:820px) and (min-width:480px){.narrow svg{max-width:440px}}
        @media(max-width:480px){main{padding:24px 14px 48px}h1{font-size:25px}figure{padding:14px 12px}th,td{padding:8px 12px}}
        @media print{body{background:none}main{padding:0}figure,.figures div,.scroll{break-inside:avoid}}
        """;
}
