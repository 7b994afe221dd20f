// What lies where, before axe is asked: targets smaller than 24 px that stand too near to another one, targets that
// another one covers in part, and parts that scroll though no key reaches them (WCAG 2.5.8, 2.1.1). The elements in
// doubt are left in `window.doubtful`; gives their number. Whether one is excused (a link within a sentence) is for axe
// to say.
() => {
    const LEAST = 24;
    const CLICKED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link],"
        + "[role=tab], [role=checkbox], [role=switch], [role=option], [role=menuitem], [tabindex]";
    const shown = item => item.checkVisibility({visibilityProperty: true});
    const targets = [...document.querySelectorAll(CLICKED)]
        .filter(item => item.tabIndex >= 0 && !item.disabled && shown(item))
        .map(item => ({item, box: item.getBoundingClientRect()}))
        .filter(({box}) => box.width > 0 && box.height > 0);
    const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
    const away = (x, from, to) => Math.max(from - x, 0, x - to);
    const isSmall = box => box.width < LEAST || box.height < LEAST;
    const tooNear = (one, other) => {
        const [x, y] = middle(one), [otherX, otherY] = middle(other);
        const toBox = Math.hypot(away(x, other.left, other.right), away(y, other.top, other.bottom));
        return toBox < LEAST / 2 || (isSmall(other) && Math.hypot(x - otherX, y - otherY) < LEAST);
    };
    const covers = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    const holdsMore = item =>
        item.scrollWidth > item.clientWidth + 1 || item.scrollHeight > item.clientHeight + 1;
    const scrollsUnreached = item => holdsMore(item)
        && /auto|scroll/.test(getComputedStyle(item).overflow) && item.tabIndex < 0
        && ![...item.querySelectorAll(CLICKED)].some(inner => inner.tabIndex >= 0 && shown(inner));
    const small = targets.filter(({item, box}) => targets.some(other => other.item !== item
        && !other.item.contains(item) && !item.contains(other.item)
        && (isSmall(box) ? tooNear(box, other.box) : covers(box, other.box))));
    window.doubtful = [
        ...small.map(({item}) => item),
        ...[...document.querySelectorAll("body *")].filter(scrollsUnreached),
    ];
    return window.doubtful.length;
}
