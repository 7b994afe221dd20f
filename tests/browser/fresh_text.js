// Find the elements with text on this page whose way down from the top no page before it had.
//
// `seen`: the ways that were judged (numbers). Gives the ways that came new; the elements themselves are left in
// `window.freshText`. A way is said by what a style sheet can ask of an element and of all that it lies in: names,
// classes, states, stripes.
seen => {
    const STATES = ["aria-current", "aria-disabled", "aria-expanded", "aria-hidden", "aria-invalid", "aria-pressed",
        "aria-selected", "aria-sort", "disabled", "fill", "hidden", "open", "readonly", "role", "type"];
    const sayOf = item => [
        item.tagName,
        ...[...item.classList].sort(),
        ...STATES.filter(name => item.hasAttribute(name)).map(name => `${name}=${item.getAttribute(name)}`),
        item.matches("tr:nth-child(even)") ? "even" : "",
        item.matches(":checked, :checked + *") ? "checked" : "",
    ].join(" ");
    const ways = new Map([[document.documentElement, 0]]);
    const wayTo = item => {
        if (!ways.has(item)) {
            let sum = wayTo(item.parentElement);
            for (const sign of `>${sayOf(item)}`) sum = (Math.imul(sum, 31) + sign.codePointAt(0)) | 0;
            ways.set(item, sum);
        }
        return ways.get(item);
    };
    const holdsText = item => item.matches("input, select, textarea")
        || [...item.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const known = new Set(seen);
    window.freshText = [...document.querySelectorAll("body *")].filter(item => {
        if (!holdsText(item) || !item.checkVisibility() || known.has(wayTo(item))) return false;
        known.add(wayTo(item));
        return true;
    });
    return window.freshText.map(wayTo);
}
