"""What the walk with axe leaves out must not hide a fault: each fault that is planted in a page that was judged and
found in order, is found. So are those of words and outline where every kind of element is known already.
"""

from tests.browser.axe import Judge

PATH = "/plan/"
# {a rule of axe, or words of the complaint, and which of several: a script that plants the fault}
FAULTS = {
    "link-name": "link.textContent = ''",
    "heading-order": "heading.outerHTML = `<h6>${heading.innerHTML}</h6>`",
    "empty-heading": "heading.textContent = ' '",
    "page-has-heading-one": "document.querySelectorAll('h1').forEach(one => one.outerHTML = `<p>${one.innerHTML}</p>`)",
    "landmark-one-main": "main.outerHTML = `<div>${main.innerHTML}</div>`",
    "landmark-unique": "main.append(named('nav'), named('nav'))",
    "region": "document.body.append(link.closest('p, li, div').cloneNode(true))",
    "document-title": "document.title = ''",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "valid-lang": "heading.setAttribute('lang', 'hartford')",
    "aria-valid-attr-value": "link.setAttribute('aria-expanded', 'perhaps')",
    "aria-valid-attr": "link.setAttribute('aria-currant', 'page')",
    "aria-allowed-role": "heading.setAttribute('role', 'checkbox')",
    "aria-hidden-focus": "link.parentElement.setAttribute('aria-hidden', 'true')",
    "label": "add('<input type=text>')",
    "button-name": "add('<button></button>')",
    "image-alt": "add('<img src=data:,>')",
    "svg-img-alt": "add('<svg role=img></svg>')",
    "nested-interactive": "main.append(made('button', 'Save <input type=checkbox aria-label=x>'))",
    "list": "add('<ul><p>not an item</p></ul>')",
    "scope-attr-valid": "main.append(table('<th scope=line>Year</th><td>1</td>'))",
    "empty-table-header": "main.append(table('<th scope=row></th><td>1</td>'))",
    "color-contrast": "heading.style.color = '#ddd'; heading.classList.add('planted')",
    "color-contrast, of a ground": "document.body.style.background = main.style.background = '#1a2a33'",
    "color-contrast, of a faded part": "main.style.opacity = 0.3",
    "color-contrast, over a bar": "main.append(overBar())",
    "link-in-text-block": "main.append(unmarked())",
    "target-size": "main.append(small(), small())",
    "scrollable-region-focusable": "main.append(scrolling())",
    "px wide": "main.append(Object.assign(made('p', 'Wide'), {style: 'width: 500px'}))",
}
HELP = """
    const main = document.querySelector('main'), heading = main.querySelector('h2, h3');
    const link = [...main.querySelectorAll('a[href]')].find(one => one.checkVisibility() && one.textContent.trim());
    const made = (tag, html = '') => Object.assign(document.createElement(tag), {innerHTML: html});
    const add = html => main.insertAdjacentHTML('beforeend', html);
    const named = tag => { const one = made(tag, '<p>Here</p>'); one.ariaLabel = 'Planted'; return one; };
    const table = row => made('table', `<caption>Planted</caption><tr>${row}</tr>`);
    const unmarked = () => {
        const text = made('p', 'A sentence that holds <a href="/" class="planted">a link</a> and goes on after it.');
        text.style.color = '#111';
        text.querySelector('a').style = 'color: #353; text-decoration: none; font-weight: inherit; border: 0';
        return text;
    };
    const overBar = () => {
        const bar = Object.assign(made('div', '<i></i><p>Over a bar</p>'), {style: 'position: relative'});
        bar.firstChild.style = 'position: absolute; inset: 0; background: #102030; z-index: 0';
        bar.lastChild.style = 'position: relative; z-index: 1';
        return bar;
    };
    const small = () => Object.assign(made('button', 'x'),
        {style: 'width: 8px; height: 8px; min-height: 0; min-width: 0; padding: 0; border: 0; margin: 1px'});
    const scrolling = () => Object.assign(made('div', '<p>Long</p>'.repeat(30)),
        {style: 'height: 60px; overflow-y: scroll'});
"""


AS_IT_WAS = "html => { document.documentElement.innerHTML = html; document.documentElement.lang = 'es'; }"
OF_A_KIND = {"valid-lang", "aria-valid-attr-value", "aria-valid-attr", "aria-allowed-role", "list", "scope-attr-valid"}


class Everything(set):
    """All kinds of elements that could be: what is found all the same does not lie in a kind."""

    def __contains__(self, kind):
        return True


def test_a_fault_on_a_page_that_was_judged_before_is_found(site, visit):
    judge = Judge("es")
    page = judge.page_for(None, visit)
    page.goto(PATH)
    in_order = list(judge.complaints_of(page, PATH, is_first=True)) + list(judge.complaints_of(page, PATH))
    kinds, grounds = set(judge.kinds), set(judge.grounds)
    whole, missed = page.content(), []
    for fault, plants in FAULTS.items():
        page.evaluate(
            "html => { document.documentElement.innerHTML = html; document.documentElement.lang = 'es'; }", whole
        )
        page.evaluate(f"() => {{ {HELP} {plants} }}")
        judge.kinds = set(kinds) if fault in OF_A_KIND else Everything()
        judge.grounds = set(grounds)
        rule = fault.partition(",")[0]
        if not any(rule in complaint for complaint in judge.complaints_of(page, PATH)):
            missed.append(fault)
    assert not in_order
    assert missed == []
