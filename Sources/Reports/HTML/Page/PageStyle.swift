/// The page's style sheet, ours in every rule. No style attribute stands anywhere: the page's policy forbids them.
enum PageStyle {
  static let text = colours + frame + tables + charts + paper

  /// The sign of Darkroom: an aperture.
  static let mark = """
    <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><circle cx="12" cy="12" r="10.5"/>\
    <path d="M12 1.5L17.2 10.5M21.1 6.8L15.9 15.8M21.1 17.3L10.7 17.3M12 22.5L6.8 13.5M2.9 17.3L8.1 8.3M2.9 6.8L13.3 6.8"/>\
    </svg>
    """

  static let icon =
    "data:image/svg+xml,%3Csvg%20xmlns='http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg'%20viewBox='0%200%2024%2024'%3E"
    + "%3Ccircle%20cx='12'%20cy='12'%20r='11'%20fill='%239c2f14'/%3E"
    + "%3Ccircle%20cx='12'%20cy='12'%20r='4.5'%20fill='%23fff'/%3E%3C/svg%3E"

  static let colours = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #191c20; --faint: #565f69; --hair: #dde1e6; --wash: #f5f6f8; --link: #0b57a4;
      --brand: #9c2f14;
      --good: #17692d; --good-wash: #e7f4ea; --bad: #ab1d16; --bad-wash: #fdeceb; --doubtful: #7c5000;
      --doubtful-wash: #fff3d6; --plain-wash: #eef2f7;
      --queueing: #c87800; --service: #1667ad; --lockWait: #a8231f; --network: #72808d; --backOff: #8a4ba3;
      --queueing-ink: #000000; --service-ink: #ffffff; --lockWait-ink: #ffffff; --network-ink: #000000;
      --backOff-ink: #ffffff;
      --s0: #1667ad; --s1: #c04a00; --s2: #007a5e; --s3: #8a4ba3; --s4: #6d5f00; --s5: #b3256b; --s6: #48545f;
      --s7: #00819b;
      --heat: #a8231f; --shade: #6b7c8f;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171a; --ink: #e6e9ec; --faint: #a3adb7; --hair: #343b43; --wash: #1c2125; --link: #84bdfa;
        --brand: #ff9a7b;
        --good: #7fd696; --good-wash: #15301d; --bad: #ff958c; --bad-wash: #3b1917; --doubtful: #f2c265;
        --doubtful-wash: #35290f; --plain-wash: #1f2730;
        --queueing: #f0a63a; --service: #5aa6ea; --lockWait: #f0706a; --network: #94a2af; --backOff: #c690dc;
        --queueing-ink: #000000; --service-ink: #000000; --lockWait-ink: #000000; --network-ink: #000000;
        --backOff-ink: #000000;
        --s0: #5aa6ea; --s1: #f58f4b; --s2: #3fc79f; --s3: #c690dc; --s4: #cfbf4d; --s5: #f27fb2; --s6: #b4c0cb;
        --s7: #4cc3dc;
        --heat: #ff7d6e; --shade: #93a5b8;
      }
    }

    """

  static let frame = """
    *, *::before, *::after { box-sizing: border-box; }
    html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    }
    [hidden] { display: none !important; }
    a { color: var(--link); text-underline-offset: 0.2em; }
    code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.92em; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
    main:focus { outline: none; }
    .skip {
      position: absolute; left: -100vw; top: 0; padding: 0.6rem 1rem; background: var(--paper); color: var(--link); z-index: 9;
    }
    .skip:focus { left: 0.5rem; top: 0.5rem; }

    .banner { background: var(--plain-wash); border-bottom: 4px solid var(--faint); }
    .banner.good { background: var(--good-wash); border-color: var(--good); }
    .banner.bad { background: var(--bad-wash); border-color: var(--bad); }
    .banner.doubtful { background: var(--doubtful-wash); border-color: var(--doubtful); }
    .inner, .shell, footer { max-width: 88rem; margin: 0 auto; padding: 0 2rem; }
    .inner { padding-top: 1.25rem; padding-bottom: 1.75rem; }
    .brand {
      display: flex; align-items: center; gap: 0.5rem; margin: 0 0 1.5rem; color: var(--brand); font-size: 0.95rem;
      font-weight: 600; letter-spacing: 0.02em;
    }
    .mark { fill: none; stroke: currentColor; stroke-width: 1.5; }
    .verdict-line { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.1rem; }
    .verdict { margin: 0; font-size: clamp(2rem, 5vw, 3rem); font-weight: 800; line-height: 1.1; letter-spacing: -0.01em; }
    .good > .inner .verdict { color: var(--good); }
    .bad > .inner .verdict { color: var(--bad); }
    .doubtful > .inner .verdict { color: var(--doubtful); }
    h1 {
      margin: 0; font-size: clamp(1.5rem, 4vw, 2.25rem); font-weight: 600; line-height: 1.2; overflow-wrap: anywhere;
      min-width: 0;
    }
    .lead { margin: 0.5rem 0 0; font-size: 1.15rem; max-width: 60rem; overflow-wrap: anywhere; }
    .takeaway { margin: 0.75rem 0 0; font-size: 1.15rem; font-weight: 600; max-width: 60rem; overflow-wrap: anywhere; }
    .facts { margin: 0.5rem 0 0; color: var(--faint); font-size: 0.95rem; overflow-wrap: anywhere; }
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 1px; margin: 1.5rem 0 0;
      padding: 0; list-style: none; background: var(--hair); border: 1px solid var(--hair); border-radius: 10px; overflow: hidden;
    }
    .figures li { display: flex; flex-direction: column; padding: 0.8rem 1rem; background: var(--paper); min-width: 0; }
    .figures .label { color: var(--faint); font-size: 0.85rem; overflow-wrap: anywhere; }
    .figures .big {
      font-size: 1.75rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; letter-spacing: -0.01em;
    }
    .figures .note { color: var(--faint); font-size: 0.82rem; overflow-wrap: anywhere; }
    .figures .good .big { color: var(--good); }
    .figures .bad .big { color: var(--bad); }
    .figures .doubtful .big { color: var(--doubtful); }

    .shell { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); gap: 2.75rem; align-items: start; }
    .contents { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 2.25rem 0 1rem; font-size: 0.92rem; }
    .contents h2 {
      margin: 0 0 0.4rem; font-size: 0.82rem; font-weight: 600; color: var(--faint); border: 0; padding: 0;
    }
    .contents ul { margin: 0; padding: 0; list-style: none; }
    .contents a {
      display: block; padding: 0.28rem 0 0.28rem 0.75rem; border-left: 2px solid var(--hair); color: var(--ink);
      text-decoration: none; line-height: 1.35;
    }
    .contents a:hover { border-color: var(--link); text-decoration: underline; }
    .contents a[aria-current] { border-color: var(--brand); font-weight: 600; }
    .picker { margin: 1.25rem 0 0; }
    .picker label { display: block; color: var(--faint); font-size: 0.82rem; }
    select, button {
      font: inherit; font-size: 0.92rem; color: var(--ink); background: var(--paper); border: 1px solid var(--faint);
      border-radius: 6px; padding: 0.3rem 0.6rem; max-width: 100%;
    }
    button { cursor: pointer; }
    button:hover { background: var(--wash); }
    main { padding: 0.5rem 0 3rem; min-width: 0; }
    section { padding: 1.5rem 0 1rem; }
    h2 { margin: 0 0 0.9rem; padding-bottom: 0.4rem; border-bottom: 1px solid var(--hair); font-size: 1.45rem; line-height: 1.25; }
    h3 { margin: 1.75rem 0 0.6rem; font-size: 1.12rem; line-height: 1.3; }
    h3.variant-name { margin-top: 1.25rem; overflow-wrap: anywhere; }
    h4 { margin: 1.4rem 0 0.4rem; font-size: 1rem; }
    .hint { margin: 0 0 0.9rem; color: var(--faint); font-size: 0.92rem; max-width: 56rem; }
    .finding { margin: 0 0 0.9rem; font-weight: 600; }
    .notes { margin: 0.75rem 0 0; padding-left: 1.15rem; font-size: 0.95rem; max-width: 60rem; overflow-wrap: anywhere; }
    .notes li { margin: 0.2rem 0; }
    footer { border-top: 1px solid var(--hair); color: var(--faint); font-size: 0.88rem; padding-bottom: 1.5rem; }
    @media (max-width: 64rem) {
      .shell { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .contents { position: static; max-height: none; padding: 1.25rem 0 0; }
      .contents ul { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; }
      .contents a { border: 0; padding: 0.3rem 0; color: var(--link); text-decoration: underline; }
    }
    @media (max-width: 40rem) {
      .inner, .shell, footer { padding-left: 1rem; padding-right: 1rem; }
      .figures { grid-template-columns: 1fr 1fr; }
      .figures .big { font-size: 1.4rem; }
      .figures li:last-child:nth-child(odd) { grid-column: span 2; }
    }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }

    """
}
