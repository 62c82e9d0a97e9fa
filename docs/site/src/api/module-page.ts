import { type DeclarationReflection, ReflectionKind, type SignatureReflection } from 'typedoc';
import type { MarkdownThemeContext } from 'typedoc-plugin-markdown';

/** Kinds in the order of their sections, with the word beside each name. */
const KINDS = new Map<ReflectionKind, string>([
  [ReflectionKind.Class, 'class'],
  [ReflectionKind.Function, 'function'],
  [ReflectionKind.Variable, 'const'],
  [ReflectionKind.Enum, 'enum'],
  [ReflectionKind.Interface, 'interface'],
  [ReflectionKind.TypeAlias, 'type'],
]);

/** The sections of a module or namespace; what is above them is written where the page is put together. */
export function modulePage(context: MarkdownThemeContext, module: DeclarationReflection): string {
  const children = module.children ?? [];
  const order = [...KINDS.keys()];
  const place = ({ kind }: DeclarationReflection): number =>
    order.includes(kind) ? order.indexOf(kind) : order.length;
  const own = children.filter((child) => !child.isReference() && KINDS.has(child.kind));
  own.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
  const parts = [
    summary(context, module),
    ...own.map((child) => section(context, child)),
    elsewhere(context, children),
  ];
  return joined(parts).replace(/^\*\*(\w+)\*\*\n\n(?!```)/gm, '**$1:** ');
}

/** Names that are documented on another page: namespaces, and what another entry exports too. */
function elsewhere(context: MarkdownThemeContext, children: readonly DeclarationReflection[]): string {
  const links = children.flatMap((child) => {
    const target = child.isReference() ? child.tryGetTargetReflectionDeep() : child;
    const listed = child.isReference() || child.kind === ReflectionKind.Namespace;
    if (!listed || target === undefined) return [];
    return context.router.hasUrl(target) ? [`[\`${child.name}\`](${context.urlTo(target)})`] : [`\`${child.name}\``];
  });
  return links.length === 0 ? '' : `## Also exported {#also-exported}\n\n${links.join(' · ')}`;
}

function section(context: MarkdownThemeContext, model: DeclarationReflection): string {
  const kind = KINDS.get(model.kind) ?? '';
  const heading = `## ${model.name} <Badge type="info" text="${kind}" /> ${anchored(context, model)}`;
  const body = [ReflectionKind.Class, ReflectionKind.Interface].includes(model.kind)
    ? [descent(context, model), summary(context, model), ...members(context, model)]
    : declared(context, model);
  return joined([heading, ...body, source(model)]);
}

/** A function, a constant or a type. */
function declared(context: MarkdownThemeContext, model: DeclarationReflection): string[] {
  if (model.signatures !== undefined) return model.signatures.map((each) => signature(context, each));
  const literal = model.type?.type === 'reflection' ? model.type.declaration : undefined;
  if (literal?.children === undefined) {
    return [context.partials.declarationTitle(model), summary(context, model)];
  }
  return [summary(context, model), ...members(context, literal)];
}

/** What a class or an interface extends and implements. */
function descent(context: MarkdownThemeContext, { extendedTypes, implementedTypes }: DeclarationReflection): string {
  const types = (list: typeof extendedTypes): string =>
    (list ?? []).map((type) => context.partials.someType(type)).join(', ');
  const parts = [
    ...(extendedTypes === undefined ? [] : [`Extends ${types(extendedTypes)}.`]),
    ...(implementedTypes === undefined ? [] : [`Implements ${types(implementedTypes)}.`]),
  ];
  return parts.join(' ');
}

/** Values in a table, then what can be called, each under a heading of its own. Inherited members are where they are declared. */
function members(context: MarkdownThemeContext, model: DeclarationReflection): string[] {
  const own = (model.children ?? []).filter((child) => child.inheritedFrom === undefined);
  const called = own.filter((child) => (child.signatures ?? []).length > 0);
  const values = own.filter((child) => !called.includes(child));
  const indexed = (model.indexSignatures ?? []).map((each) => `> ${context.partials.indexSignature(each)}`);
  const calls = (model.signatures ?? []).map((each) => signature(context, each));
  return [...calls, ...indexed, valueTable(context, values), ...called.map((child) => method(context, child))];
}

function valueTable(context: MarkdownThemeContext, values: readonly DeclarationReflection[]): string {
  if (values.length === 0) return '';
  const rows = values.map((value) => {
    const { getSignature, setSignature } = value;
    const type = context.helpers.getDeclarationType(value) ?? getSignature?.type ?? setSignature?.parameters?.[0]?.type;
    const comment = value.comment ?? getSignature?.comment ?? setSignature?.comment;
    const anchor = context.router.hasUrl(value) ? `<a id="${context.router.getAnchor(value)}"></a>` : '';
    const name = `${anchor}\`${value.name}${value.flags.isOptional ? '?' : ''}\``;
    const shown = type === undefined ? '' : context.partials.someType(type);
    const text = comment === undefined ? '' : context.partials.comment(comment, { isTableColumn: true });
    return `| ${[name, shown, text].map(inCell).join(' | ')} |`;
  });
  return ['| | | |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A cell is one line, and a bar in it would end it. */
function inCell(text: string): string {
  return text
    .trim()
    .replace(/```\w*\n([\s\S]*?)```/g, (_, code: string) => `\`${code.trim().replace(/\s+/g, ' ')}\``)
    .replace(/\n{2,}/g, '<br>')
    .replaceAll('\n', ' ')
    .replace(/(?<!\\)\|/g, '\\|');
}

function method(context: MarkdownThemeContext, model: DeclarationReflection): string {
  const name = model.kind === ReflectionKind.Constructor ? 'constructor' : `${model.name.replace(/[[\]]/g, '\\$&')}()`;
  const parts = (model.signatures ?? []).map((each) => signature(context, each));
  return joined([`### ${name} ${anchored(context, model)}`, ...parts]);
}

/** A signature, what it is for, and those parameters of which more is said than their type. */
function signature(context: MarkdownThemeContext, model: SignatureReflection): string {
  const comment = model.comment ?? model.parent.comment;
  const parameters = (model.parameters ?? []).flatMap(({ name, comment: text }) =>
    text === undefined ? [] : [`- \`${name}\`: ${context.partials.comment(text).trim().replaceAll('\n', '\n  ')}`],
  );
  const returns = comment?.getTag('@returns');
  return joined([
    context.partials.signatureTitle(model, {}),
    comment === undefined ? '' : context.partials.comment(comment, { showTags: false }),
    parameters.join('\n'),
    returns === undefined ? '' : `Returns ${context.helpers.getCommentParts(returns.content)}`,
    comment === undefined ? '' : context.partials.comment(comment, { showSummary: false }),
  ]);
}

function summary(context: MarkdownThemeContext, { comment }: DeclarationReflection): string {
  return comment === undefined ? '' : context.partials.comment(comment);
}

function source({ sources }: DeclarationReflection): string {
  const [first] = sources ?? [];
  return first?.url === undefined ? '' : `<p class="source">[${first.fileName}](${first.url})</p>`;
}

/** The identifier that links from other pages have. */
function anchored({ router }: MarkdownThemeContext, model: DeclarationReflection): string {
  return router.hasUrl(model) ? `{#${router.getAnchor(model) ?? ''}}` : '';
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}
