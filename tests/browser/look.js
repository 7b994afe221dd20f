// A quick look at a page, before axe is asked: which kinds of elements it holds, and what axe might complain of that
// does not lie in the kind of an element but in its words, or in the page as a whole.
//
// Gives {kinds, doubts}, and leaves the first element of each kind in `window.firstOf`. A doubt is no complaint: axe
// says whether there is something to it. What a kind leaves out has to be asked in `doubts`.
() => {
    const all = [...document.querySelectorAll("body > :not(header, footer), body > :not(header, footer) *")];
    const shown = item => item.checkVisibility({visibilityProperty: true});
    const one = id => document.getElementById(id);
    const words = item => (item?.textContent ?? "").trim();

    // -------------------------------------------------------------- kinds

    // By their values axe judges them; of all other attributes only whether they are there.
    const VALUED = /^(role|type|scope|lang|tabindex|autocomplete|dir|contenteditable|disabled|hidden)$/;
    const OF_ARIA = new Set(["atomic", "autocomplete", "busy", "checked", "current", "disabled", "expanded", "haspopup",
        "hidden", "invalid", "live", "modal", "multiline", "multiselectable", "orientation", "pressed", "readonly",
        "relevant", "required", "selected", "sort"].map(name => `aria-${name}`));
    // No rule reads these (what they do to colours and places is asked apart), or they are there or not by what is told.
    const UNREAD = new RegExp("^(class|name|data-.*|hx-.*|id|value|for|max|min|step|maxlength|rows|cols|size|pattern"
        + "|method|action|enctype|novalidate|form.*|inputmode|enterkeyhint|download|hreflang|rel|target|datetime|width"
        + "|height|viewbox|fill.*|stroke.*|transform|d|points|x|y|dx|dy|rx|ry|r|[xy][12]|c[xy]|text-anchor|font-.*"
        + "|preserveaspectratio)$", "i");
    const attribute = (item, name) =>
        VALUED.test(name) || OF_ARIA.has(name) ? `${name}=${item.getAttribute(name)}` : name;
    const said = item => `${item.tagName}.${item.getAttribute("role") ?? ""}`;
    const kindOf = item => [
        item.parentElement.parentElement?.tagName,
        said(item.parentElement),
        said(item),
        item.getAttributeNames().filter(name => !UNREAD.test(name)).sort().map(name => attribute(item, name)),
        item.labels?.length ? "labelled" : "",
        item.childElementCount ? "holds" : "",
    ].join(">");
    window.firstOf = new Map();
    for (const item of all) {
        const kind = shown(item) ? kindOf(item) : "";
        if (kind && !window.firstOf.has(kind)) window.firstOf.set(kind, item);
    }

    // -------------------------------------------------------------- doubts

    const doubts = [];
    const doubt = (what, items) => items.length && doubts.push(`${what}: ${items[0].outerHTML.slice(0, 120)}`);
    const every = selector => [...document.querySelectorAll(selector)].filter(shown);

    const ofIds = (item, name) => (item.getAttribute(name) ?? "").split(/\s+/).filter(Boolean);
    const nameOf = item => ofIds(item, "aria-labelledby").map(id => words(one(id))).join(" ").trim()
        || (item.getAttribute("aria-label") ?? "").trim();
    const saysItself = item => nameOf(item) || words(item)
        || (item.getAttribute("title") ?? "").trim()
        || [...item.querySelectorAll("img, svg, [aria-label]")].some(inner =>
            (inner.getAttribute("alt") ?? "").trim() || nameOf(inner));
    const isField = item => item.matches("input, select, textarea");
    const nameOfField = item => nameOf(item) || [...(item.labels ?? [])].map(words).join("").trim()
        || (item.matches("[type=submit], [type=button], [type=reset], [type=image]") && (item.value || item.alt));
    doubt("says nothing", every("a[href], button, summary, h1, h2, h3, h4, h5, h6, legend, th, caption, [role=heading],"
        + "[role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=switch], [role=checkbox]")
        .filter(item => !isField(item) && !saysItself(item)));
    doubt("field without a name",
        every("input:not([type=hidden]), select, textarea").filter(item => !nameOfField(item)));
    doubt("two labels", every("input, select, textarea").filter(item => item.labels?.length > 1));
    doubt("picture without words", every("img:not([alt]), svg[role=img], [role=img], [role=meter], [role=progressbar],"
        + "meter, progress, [role=dialog], dialog, [role=group], [role=radiogroup], [role=region], [role=listbox]")
        .filter(item => !(nameOf(item) || [...(item.labels ?? [])].map(words).join("")
            || (item.getAttribute("alt") ?? "").trim() || words(item.querySelector(":scope > title")))));
    doubt("picture that repeats its link", every("a img[alt], button img[alt]").filter(item =>
        item.alt.trim() && words(item.closest("a, button")) === item.alt.trim()));

    const ids = new Map();
    for (const item of document.querySelectorAll("[id]")) ids.set(item.id, [...(ids.get(item.id) ?? []), item]);
    doubt("an id twice", [...ids.values()].filter(items => items.length > 1).flat());
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
        "aria-activedescendant", "aria-errormessage", "headers", "for"]) {
        doubt(`${name} leads nowhere`, every(`[${name}]`).filter(item => ofIds(item, name).some(id => !one(id))));
    }
    doubt("leads nowhere on the page", every('a[href^="#"]').filter(item =>
        item.getAttribute("href").length > 1 && !one(decodeURIComponent(item.getAttribute("href").slice(1)))));

    const headings = every("h1, h2, h3, h4, h5, h6, [role=heading]");
    const level = item => Number(item.getAttribute("aria-level") ?? item.tagName[1]) || 2;
    doubt("a heading skips a level", headings.filter((item, at) => at && level(item) > level(headings[at - 1]) + 1));
    if (!headings.some(item => level(item) === 1)) doubts.push("no heading of the page");
    if (every("main, [role=main]").length !== 1) doubts.push("not one main part");
    const roleOf = item => item.getAttribute("role") ?? item.tagName;
    const landmarks = every("nav, aside, section[aria-label], section[aria-labelledby], form[aria-label],"
        + "form[aria-labelledby], [role=navigation], [role=complementary], [role=region], [role=search], [role=form],"
        + "search, body > header, body > footer, [role=banner], [role=contentinfo]");
    const keys = landmarks.map(item => `${roleOf(item)} ${nameOf(item).toLowerCase()}`);
    doubt("two landmarks of one name", landmarks.filter((item, at) => keys.indexOf(keys[at]) !== at));
    doubt("outside of every landmark", [...document.body.children].filter(item =>
        shown(item) && words(item) && !item.matches("header, main, footer, nav, aside, script, style, template,"
            + "noscript, dialog, a[href^='#'], [role]")));
    const ofHead = [...document.querySelectorAll("meta[name=viewport], meta[http-equiv]")].map(item => item.content);
    if (ofHead.join() !== "width=device-width, initial-scale=1") doubts.push(`of the head: ${ofHead}`);
    if (!document.documentElement.lang || !document.title.trim()) doubts.push("no language or title");

    const CLICKED = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary", "[tabindex]"];
    const inside = outer => every(CLICKED.map(inner => `${outer} ${inner}`).join());
    doubt("one control in another",
        ["a[href]", "button", "summary", "[role=button]", "[role=img]", "[role=tab]"].flatMap(inside));
    doubt("hidden from some who can tab to it", inside("[aria-hidden=true]"));
    doubt("head without cells", every("table").filter(item => item.querySelector("th") && !item.querySelector("td")));
    doubt("no term first", every("dl").filter(item =>
        !item.querySelector(":scope > dt:first-child, :scope > div > dt:first-child")));
    doubt("sound, film or frame", every("audio, video, iframe, object, embed, marquee, blink"));
    doubt("key of its own", every("[accesskey]"));
    return {kinds: [...window.firstOf.keys()], doubts};
}
