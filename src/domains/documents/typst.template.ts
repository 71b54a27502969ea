import { fallbackFamily, fontFamily } from './fonts.js';

/**
 * The page of a printed document, in Typst 0.14. It is fixed: the document comes as two files of JSON (see typst.data.ts
 * and typst.compile.ts), so no user's word is ever read as source. What the rules of style read is in the first, the same
 * for every part, so that the typesetter knows again in the whole what it has set in a part. Sizes are those of an
 * official publication in A4: 10.5 pt on a measure of 160 mm.
 */
export const typstTemplate = `
#let d = json("/trama-document.json")
#let part = json("/trama-part.json")
#let w = d.words
#let ink = rgb("#17324d")
#let soft = rgb("#5b6f82")
#let line-color = rgb("#d9e1e8")
#let wash = rgb("#f5f8fb")
#let accent = rgb("#0066cc")
#let late = rgb("#b35900")

#set document(title: d.title, author: d.ambito, date: none)
#set text(lang: d.lang, font: ("${fontFamily}", "${fallbackFamily}"), fallback: false, size: 10.5pt, fill: ink, hyphenate: true, number-width: "proportional")
#set par(leading: 0.62em, spacing: 0.95em, justify: false)

#let page-line = context {
  set text(size: 8.5pt, fill: soft)
  line(length: 100%, stroke: 0.5pt + line-color)
  v(-6pt)
  grid(columns: (1fr, auto), column-gutter: 8mm,
    if d.isBook [#d.ambito · #d.title] else { d.ambito },
    [#w.page #counter(page).display("1") #w.of #counter(page).final().first()])
}
// The chapter that the page is in; where one opens, its title stands below and the document's stands here.
#let head-title = if not d.isBook { d.title } else {
  context {
    let at = here().page()
    let chapters = heading.where(level: 1)
    let before = query(selector(chapters).before(here()))
    let opening = query(selector(chapters).after(here())).find(x => x.location().page() == at)
    if before.len() == 0 or opening != none { d.title } else {
      let chapter = before.last()
      if chapter.numbering != none [#(chapter.numbering)()#h(2mm)]
      chapter.body
    }
  }
}
#let head-line = {
  set text(size: 8.5pt, fill: soft, hyphenate: false)
  grid(columns: (1fr, auto), column-gutter: 8mm, head-title, [#d.version · #d.day])
  v(-5.5pt)
  line(length: 100%, stroke: 0.5pt + line-color)
}
#set page(paper: "a4", margin: (left: 25mm, right: 25mm, top: 30mm, bottom: 27mm), header-ascent: 9mm, footer-descent: 9mm, header: head-line, footer: page-line, numbering: "1")

// Inline text
#let run(r) = {
  if r.t == "br" { linebreak() }
  else if r.t == "ref" {
    if r.a == none { r.v; if r.p [ #w.onPage~00] } else {
      let to = label(r.a)
      link(to, text(fill: accent, r.v))
      if r.p [ #text(hyphenate: false, w.onPage)~#context if query(to).len() == 0 [00] else { counter(page).at(to).first() }]
    }
  } else if r.t == "note" { footnote(r.x.map(run).join()) }
  else {
    let body = if r.t == "link" { link(r.u, underline(offset: 1.5pt, stroke: 0.5pt, text(fill: accent, r.v))) } else { [#r.v] }
    if r.i { body = emph(body) }
    if r.b { body = strong(body) }
    body
  }
}
#let inline(x) = if x == none { none } else if type(x) == str { [#x] } else { x.map(run).join() }
#set footnote.entry(separator: line(length: 40mm, stroke: 0.5pt + soft), clearance: 5mm, gap: 1.2mm, indent: 0mm)
#show footnote.entry: set text(size: 8.5pt, weight: 400, style: "normal", fill: ink)
#show footnote.entry: set par(leading: 0.5em)
#show footnote: set text(fill: accent, weight: 600)
#set strong(delta: 300)
#show strong: set text(weight: 700)

// Headings: a chapter opens its page
#set heading(outlined: true)
#show title: set text(size: if d.isBook { 36pt } else { 24pt }, weight: 700, hyphenate: false)
#show title: set par(leading: 0.38em)
#show heading: set text(fill: ink, hyphenate: false)
#show heading: it => {
  let sizes = (if d.isBook { 21pt } else { 17pt }, 14.5pt, 12pt, 10.5pt)
  let above = (if d.isBook { 0pt } else { 10mm }, 9mm, 7mm, 5mm)
  let below = (if d.isBook { 8mm } else { 5mm }, 4mm, 3mm, 2.5mm)
  let at = calc.min(it.level, 4) - 1
  if it.level == 1 and d.isBook { pagebreak(weak: true) }
  set text(size: sizes.at(at), weight: 700)
  set par(leading: 0.45em)
  let number = if it.numbering == none { none } else { (it.numbering)() }
  block(above: above.at(at), below: below.at(at), sticky: true, breakable: false, width: 100%, {
    if number == none { it.body } else {
      grid(columns: (auto, 1fr), column-gutter: if it.level == 1 { 4mm } else { 2.5mm }, text(fill: accent, weight: 600, number), it.body)
    }
  })
}

// Contents
#set outline.entry(fill: box(width: 1fr, repeat(text(fill: line-color, "."), gap: 2pt)))
#show outline.entry: it => {
  let of-heading = it.element.func() == heading
  let is-chapter = of-heading and it.level == 1
  let prefix = it.prefix()
  let room = if of-heading { (9mm, 11mm, 14mm, 17mm).at(it.level - 1) } else { 20mm }
  // "Allegato A" is a word, not a number: it takes the room it needs.
  if is-chapter and prefix != none and prefix.has("text") and prefix.text.len() > 3 { room = auto }
  let body = { it.body(); [ ]; it.fill }
  let number = text(fill: if is-chapter { accent } else { soft }, prefix)
  let page-number = align(right, it.page())
  set text(weight: if is-chapter { 600 } else { 400 }, size: if it.level > 2 { 9.5pt } else { 10.5pt }, hyphenate: false)
  block(above: if is-chapter { 4.4mm } else { 2.6mm }, below: 0pt, inset: (left: if of-heading { (0mm, 10mm, 22mm, 37mm).at(it.level - 1) } else { 0mm }), link(it.element.location(),
    if prefix == none { grid(columns: (1fr, 9mm), align: bottom, body, page-number) }
    else { grid(columns: (room, 1fr, 9mm), column-gutter: (if room == auto { 3mm } else { 1mm }, 0mm), align: (top, top, bottom), number, body, page-number) }))
}
#let list-title(body) = heading(level: 2, numbering: none, outlined: false, bookmarked: true, body)

// Lists
#let items(ordered, xs) = if ordered {
  enum(..xs.map(x => enum.item({ inline(x.x); if x.c.len() > 0 { items(x.o, x.c) } })))
} else {
  list(..xs.map(x => list.item({ inline(x.x); if x.c.len() > 0 { items(x.o, x.c) } })))
}
#set list(marker: (text(fill: accent, "•"), text(fill: soft, "–")), indent: 1mm, body-indent: 2.5mm, spacing: 0.7em)
#set enum(indent: 1mm, body-indent: 2.5mm, spacing: 0.7em)

// Tables
#let side(a) = if a == "end" { right } else if a == "center" { center } else { left }
#let drawn-table(t) = {
  let n = t.columns.len()
  let thin = 0.5pt + line-color
  let thick = 1pt + ink
  let body-row(r) = if "g" in r {
    (table.cell(colspan: n, inset: (top: 3mm, bottom: 1.2mm, x: 1.9mm), breakable: false, text(weight: 700, fill: accent, r.g)),)
  } else {
    // Most rows say nothing of their own: bare words cost the typesetter less than cells.
    if not r.total { r.c.map(inline) } else {
      r.c.map(c => table.cell(stroke: (x: none, y: 0.75pt + ink), text(weight: 700, inline(c))))
    }
  }
  let heads = ()
  if t.groups.len() > 0 {
    for g in t.groups {
      heads.push(table.cell(colspan: g.span, align: center + bottom, inset: (x: 1.9mm, top: 1mm, bottom: 0.8mm), stroke: none,
        if g.title == none { none } else { block(width: 100%, stroke: (bottom: thin), inset: (bottom: 0.8mm), text(weight: 600, fill: ink, g.title)) }))
    }
  }
  for c in t.columns {
    heads.push(table.cell(align: side(c.align) + bottom, stroke: (x: none, top: none, bottom: thick), text(weight: 600, fill: soft, hyphenate: false, c.title)))
  }
  set text(size: t.size * 1pt, number-width: "tabular")
  set par(leading: 0.5em, spacing: 0.6em)
  // Rows of a few lines are not cut by the page, which also costs a tenth less memory.
  set table.cell(breakable: not t.short)
  table(
    columns: t.weights.map(x => x * 1fr),
    inset: (x: 1.9mm, y: 1.45mm),
    stroke: (x: none, top: none, bottom: thin),
    align: t.columns.map(c => side(c.align) + top),
    table.header(repeat: true, ..heads),
    ..t.rows.map(body-row).flatten(),
    ..t.footer.map(body-row).flatten(),
  )
}
#let picture(p, ..size) = if p.file == none { image(bytes(p.svg), format: "svg", alt: p.alt, ..size) } else { image(p.file, alt: p.alt, ..size) }
#let remark(body) = block(above: 1.6mm, below: 0pt, text(size: 8.5pt, fill: soft, body))

#show figure: set block(breakable: true)
#show figure: it => block(above: 7mm, below: 8mm, width: 100%, breakable: it.kind == table, {
  set align(left)
  block(below: 2.5mm, sticky: true, breakable: false, it.caption)
  it.body
})
#show figure.caption: it => {
  set text(size: 10pt, weight: 600, hyphenate: false)
  [#text(fill: accent)[#(it.numbering)().] #it.body]
}

#let draw(b) = {
  if b.k == "heading" {
    let number = b.number
    [#heading(level: b.level, numbering: if number == none { none } else { (..n) => number }, b.text)#label(b.a)]
  } else if b.k == "paragraph" {
    if b.style == "lead" { block(below: 5mm, { set text(size: 13pt); set par(leading: 0.58em); inline(b.x) }) }
    else if b.style == "small" { par({ set text(size: 9pt, fill: soft); inline(b.x) }) }
    else { par(inline(b.x)) }
  } else if b.k == "list" { items(b.ordered, b.items) }
  else if b.k == "table" {
    let number = b.number
    [#figure(kind: table, supplement: none, numbering: (..n) => number, caption: [#b.caption], {
      drawn-table(b)
      for x in b.notes { remark(inline(x)) }
      if b.source != none { remark[#w.source: #inline(b.source)] }
    })#label(b.a)]
  } else if b.k == "grid" { drawn-table(b) }
  else if b.k == "figure" {
    let number = b.number
    let body = {
      picture(b, width: b.width * 1pt)
      if b.note != none { remark(inline(b.note)) }
      if b.source != none { remark[#w.source: #inline(b.source)] }
    }
    if number == none { [#block(above: 6mm, below: 7mm, width: 100%, breakable: false, body)#label(b.a)] }
    else { [#figure(kind: image, supplement: none, numbering: (..n) => number, caption: [#b.caption], body)#label(b.a)] }
  } else if b.k == "keyFigures" {
    // Rows of one length: six are two of three, not four and two.
    let n = calc.min(b.items.len(), if calc.rem(b.items.len(), 4) != 0 and calc.rem(b.items.len(), 3) == 0 { 3 } else { 4 })
    block(above: 6mm, below: 7mm, breakable: false, grid(columns: (1fr,) * n, column-gutter: 6mm, row-gutter: 6mm,
      ..b.items.map(x => block(width: 100%, stroke: (top: 2pt + accent), inset: (top: 2.5mm), {
        set par(spacing: 2mm, leading: 0.5em)
        par(text(size: 19pt, weight: 700, x.value))
        par(text(weight: 600, size: 10pt, x.label))
        if x.note != none { par(text(size: 8.5pt, fill: soft, x.note)) }
      }))))
  } else if b.k == "callout" {
    let tone = if b.tone == "warning" { late } else { accent }
    block(above: 5mm, below: 5mm, width: 100%, breakable: b.long, fill: wash, stroke: (left: 3pt + tone), inset: (left: 5mm, right: 5mm, y: 3.5mm), {
      set par(spacing: 2mm)
      block(sticky: true, below: 2mm, text(weight: 700, fill: tone, b.title))
      for x in b.blocks { draw(x) }
    })
  } else if b.k == "quote" {
    block(above: 5mm, below: 5mm, width: 100%, inset: (left: 6mm, right: 8mm), stroke: (left: 1.5pt + line-color), {
      set par(spacing: 2mm)
      set quote(block: true, quotes: false)
      show quote: set pad(x: 0mm)
      show quote: set block(spacing: 0mm)
      quote(for x in b.blocks { draw(x) })
      if b.cite != none { block(above: 3mm, text(size: 9pt, fill: soft, inline(b.cite))) }
    })
  } else if b.k == "qualityNote" {
    block(above: 5mm, below: 5mm, width: 100%, breakable: false, stroke: (left: 3pt + late), inset: (left: 5mm, y: 1mm), {
      set par(spacing: 2mm)
      par(text(weight: 700, b.where))
      let pairs = ((w.published, b.published), (w.expected, b.expected))
      if b.difference != none { pairs.push((w.difference, b.difference)) }
      par(pairs.map(((l, v)) => box[#text(fill: soft, l) #text(weight: 600, v)]).join(h(6mm)))
      par({ set text(size: 9.5pt); inline(b.x) })
    })
  } else if b.k == "ticks" {
    terms(tight: true, separator: h(1.2mm, weak: true), hanging-indent: 4.8mm, ..b.items.map(x => terms.item(
      text(fill: if x.ticked { accent } else { soft }, if x.ticked { "☑" } else { "☐" }),
      if x.ticked { text(weight: 600, x.x) } else { [#x.x] },
    )))
  } else if b.k == "sheet" {
    let thin = 0.5pt + line-color
    let pad = (x: 3mm, y: 2.4mm)
    let tag(f) = text(weight: 600, fill: soft, hyphenate: false, f.label)
    let rows = ()
    for section in b.sections {
      // As a header of its own it is never left alone at the foot of a page.
      if section.title != none {
        rows.push(grid.header(level: 2, repeat: false, grid.cell(colspan: 2, fill: wash, inset: (x: 3mm, y: 2mm), text(weight: 700, section.title))))
      }
      for f in section.fields {
        let content = if f.content.len() == 0 { text(fill: soft, style: "italic", w.blank) } else { for x in f.content { draw(x) } }
        if f.wide { rows.push(grid.cell(colspan: 2, { block(sticky: true, below: 2mm, tag(f)); content })) }
        else { rows.push(grid.cell(breakable: not f.fits, tag(f))); rows.push(grid.cell(breakable: not f.fits, content)) }
      }
    }
    [#block(above: 6mm, below: 8mm, width: 100%, {
      set text(size: 9.5pt)
      set par(leading: 0.55em, spacing: 0.7em)
      set list(spacing: 0.6em)
      grid(columns: (42mm, 1fr), inset: pad, stroke: (x: none, top: none, bottom: thin),
        grid.header(repeat: true, grid.cell(colspan: 2, fill: ink, inset: (x: 3mm, y: 2.8mm), {
          set text(fill: white, size: 11pt, hyphenate: false)
          if b.code != none { text(weight: 400, b.code); h(2.5mm) }
          text(weight: 700, b.title)
        })),
        ..rows)
    })#label(b.a)]
  } else if b.k == "caption" {
    let number = b.number
    [#figure(kind: if b.of == "table" { table } else { image }, supplement: none, numbering: (..n) => number, caption: [#b.caption], none)#label(b.a)]
  } else if b.k == "landscape" {
    page(flipped: true, for x in b.blocks { draw(x) })
  } else if b.k == "pageBreak" { pagebreak(weak: true) }
}

// Cover
#if not part.front { if part.start > 0 { v(part.start * 1pt) } } else if d.isBook {
  page(header: none, footer: none, margin: (left: 25mm, right: 25mm, top: 0mm, bottom: 25mm), {
    place(top + left, dx: -25mm, rect(width: 210mm, height: 8mm, fill: accent))
    v(58mm)
    if d.emblem != none { picture(d.emblem, height: 26mm); v(4mm) }
    text(size: 14pt, weight: 600, fill: accent, d.ambito)
    v(1mm)
    title()
    if d.subtitle != none { v(1mm); text(size: 17pt, d.subtitle) }
    if d.period != none { v(0mm); parbreak(); text(size: 13pt, fill: soft, d.period) }
    v(1fr)
    line(length: 100%, stroke: 0.5pt + line-color)
    set par(spacing: 2.6mm)
    for x in d.cover { par(text(fill: soft, x)) }
    par(text(weight: 600)[#d.version · #d.day])
  })
} else {
  text(size: 11pt, weight: 600, fill: accent, d.ambito)
  v(-1mm)
  title()
  if d.subtitle != none { text(size: 13pt, d.subtitle) }
  {
    set par(spacing: 2mm)
    set text(size: 9.5pt, fill: soft)
    if d.period != none { par(d.period) }
    for x in d.cover { par(x) }
    par(text(weight: 600)[#d.version · #d.day])
  }
  v(4mm)
}

#if part.front and d.isBook {
  // Before the first layout knows any heading: were the contents short of their pages, all others would be laid out once more.
  context if query(heading).len() == 0 { for _ in range(part.frontPages) { pagebreak() } }
  heading(level: 1, numbering: none, outlined: false, bookmarked: true, w.contents)
  outline(title: none, depth: d.depth)
  if d.hasTables { list-title(w.listOfTables); outline(title: none, target: figure.where(kind: table)) }
  if d.hasFigures { list-title(w.listOfFigures); outline(title: none, target: figure.where(kind: image)) }
  if d.sourceNote != none {
    block(above: 12mm, breakable: false, text(size: 9pt, fill: soft)[#strong(w.sources). #inline(d.sourceNote)])
  }
  pagebreak(weak: true)
}

#for b in part.blocks { draw(b) }

// Where each target came to stand, for shapes that cannot lay out pages themselves, and where the next part begins
#if part.asks {
  context [#metadata((
    count: counter(page).final().first(),
    at: part.anchors.map(a => (a, counter(page).at(label(a)).first())),
    end: here().position().y.pt(),
  )) <pages>]
}
`;
