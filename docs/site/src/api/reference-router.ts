import { Reflection, ReflectionKind, type RouterTarget } from 'typedoc';
import { ModuleRouter } from 'typedoc-plugin-markdown';

/** Anchors that begin with the name of the class, so that a method never takes the anchor of a class: `#processesresource`. */
export class ReferenceRouter extends ModuleRouter {
  override buildAnchors(target: RouterTarget, page: RouterTarget): void {
    // The base class comes a second time for each member, with its class as the page.
    if (page instanceof Reflection && page.kindOf([ReflectionKind.Module, ReflectionKind.Namespace]))
      super.buildAnchors(target, page);
  }
}
