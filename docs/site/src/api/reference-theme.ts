import type { Reflection } from 'typedoc';
import { type MarkdownPageEvent, MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';
import { modulePage } from './module-page.js';

/** Writes a page for each module: a section for each name, denser than the theme that it extends. */
export class ReferenceTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    const context = new MarkdownThemeContext(this, page, this.application.options);
    context.templates = {
      ...context.templates,
      reflection: ({ model }) => modulePage(context, model),
    };
    return context;
  }
}
