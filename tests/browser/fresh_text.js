// Find the elements with text on this page whose colours no page before it had on such a ground.
//
// `seen`: what was judged (numbers). Gives what came new; the elements themselves are left in `window.freshText`.
// Whether a text is pale is a matter of its colour, size and weight, and of what lies behind it: the grounds of what it
// lies in, up to the first that hides all others. Where something is placed freely in between (or in a picture), other
// things may lie behind a text: there it is said by the whole way down from the top, in what a style sheet can ask of
// an element: names, classes, states, stripes.
seen => {
    const memo = make => {
        const kept = new Map();
        return item => {
            if (!kept.has(item)) kept.set(item, make(item));
            return kept.get(item);
        };
    };
    const summed = (sum, text) => {
        for (const sign of text) sum = (Math.imul(sum, 31) + sign.codePointAt(0)) | 0;
        return sum;
    };
    const STATES = ["aria-current", "aria-disabled", "aria-expanded", "aria-hidden", "aria-invalid", "aria-pressed",
        "aria-selected", "aria-sort", "disabled", "fill", "hidden", "open", "readonly", "role", "type"];
    const sayOf = item => [
        item.tagName,
        ...[...item.classList].sort(),
        ...STATES.filter(name => item.hasAttribute(name)).map(name => `${name}=${item.getAttribute(name)}`),
        item.matches("tr:nth-child(even)") ? "even" : "",
        item.matches(":checked, :checked + *") ? "checked" : "",
    ].join(" ");
    const wayTo = memo(item => item.parentElement ? summed(wayTo(item.parentElement), `>${sayOf(item)}`) : 0);

    const styleOf = memo(item => getComputedStyle(item));
    const isOpaque = style => /^rgb\(/.test(style.backgroundColor) && style.backgroundImage === "none";
    const paints = style => [style.backgroundColor, style.backgroundImage, style.filter, style.mixBlendMode].join(" ");
    const groundOf = memo(item => {
        const style = styleOf(item), outer = item.parentElement;
        if (!outer || isOpaque(style)) return {said: paints(style), isFree: false};
        const behind = groundOf(outer);
        return {
            said: `${behind.said}|${paints(style)}`,
            isFree: behind.isFree || style.position !== "static" || style.transform !== "none"
                || item.namespaceURI !== document.documentElement.namespaceURI,
        };
    });
    const fadedBy = memo(item => styleOf(item).opacity * (item.parentElement ? fadedBy(item.parentElement) : 1));
    const letters = style => [style.color, style.fontSize, style.fontWeight, style.textShadow, style.fill].join(" ");
    // What sets a link apart from the text around it is judged too (link-in-text-block).
    const asLink = (item, style) => item.tagName === "A"
        ? [letters(styleOf(item.parentElement)), style.textDecorationLine, style.borderBottom, style.display,
            [...item.parentElement.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())]
        : [];
    const keyOf = item => {
        const style = styleOf(item), ground = groundOf(item);
        const said = [letters(style), ground.said, fadedBy(item), item.tagName, item.disabled, ...asLink(item, style)];
        return summed(ground.isFree ? wayTo(item) : 1, said.join(";"));
    };

    const holdsText = item => item.matches("input, select, textarea")
        || [...item.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const known = new Set(seen);
    window.freshText = [...document.querySelectorAll("body *")].filter(item => {
        if (!holdsText(item) || !item.checkVisibility() || known.has(keyOf(item))) return false;
        known.add(keyOf(item));
        return true;
    });
    return window.freshText.map(keyOf);
}
