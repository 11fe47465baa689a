/** Liquid's tags for layouts and partials, over those of one {@link Library} and nothing else. */
import {
  BlockTag,
  type Context,
  Drop,
  type Emitter,
  LayoutTag,
  type Liquid,
  type Template as Parsed,
  type Parser,
  RenderTag,
  type TagToken,
  type TopLevelToken,
} from 'liquidjs';
import type { PartKind } from '../model/part-kind.ts';
import type { Library } from './library.ts';
import { SafeText } from './safe-text.ts';
import { checkSize } from './source-limits.ts';

/** What stands in a block, written to an emitter; `above` is what its layout would have there. */
type RenderBlock = (above: Above, emitter: Emitter) => unknown;

interface Above {
  super(): Generator<unknown, string | SafeText, string>;
}

/**
 * Lets an engine's templates use what is in the library. Without one they may name anything, as where a template is defined before it is known
 * what there is beside it; rendering one then fails.
 */
export function addPartTags(engine: Liquid, library: Library | undefined, html: boolean): void {
  const parsed = (kind: PartKind, id: string): Parsed[] => {
    if (!library) throw new Error(`there is no ${kind} "${id}"`);
    return library.parsed(kind, id, (source) => {
      checkSize(source);
      return engine.parse(source, id);
    });
  };
  /** What is named is looked for when the tag is parsed: what is wrong with it is told before anything is rendered. */
  const check = (kind: PartKind, scope: { readonly name: string } | undefined): void => {
    if (scope === undefined) throw new Error(`a ${kind} is named in quotes`);
    if (library) parsed(kind, scope.name);
  };
  /** As Liquid asks for what it would read from a file. */
  function* found(kind: PartKind, id: string): Generator<undefined, Parsed[]> {
    yield;
    return parsed(kind, id);
  }
  engine._parsePartialFile = (id) => found('partial', id);
  engine._parseLayoutFile = (id) => found('layout', id);

  engine.registerTag(
    'render',
    class extends RenderTag {
      constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
        super(token, rest, liquid, parser);
        check('partial', super.partialScope());
        const each: unknown = Reflect.get(this, 'forBinding');
        if (each && Reflect.get(Object(each), 'alias') === undefined)
          throw new Error('say what each one is called: {% render "name" for list as item %}');
      }
      override *children(...given: Parameters<RenderTag['children']>): ReturnType<RenderTag['children']> {
        return library ? yield* super.children(...given) : [];
      }
      /** Variables are looked for once in each way of naming a partial: another may leave out what this one gives. */
      override partialScope(): ReturnType<RenderTag['partialScope']> {
        const scope = super.partialScope();
        if (!scope) return undefined;
        const given = [...scope.scope].map((name) =>
          typeof name === 'string' ? name : [name[0], this.token.args],
        );
        return { ...scope, name: JSON.stringify([scope.name, given]) };
      }
    },
  );
  engine.registerTag(
    'layout',
    class extends LayoutTag {
      constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
        super(token, rest, liquid, parser);
        check('layout', super.partialScope());
      }
      override *render(context: Context, emitter: Emitter): ReturnType<LayoutTag['render']> {
        blocksOf(context);
        return yield* super.render(context, emitter);
      }
      override *children(partials: boolean): ReturnType<LayoutTag['children']> {
        const own = yield* super.children(false);
        return partials && library && typeof this.file === 'string'
          ? [...own, ...parsed('layout', this.file)]
          : own;
      }
    },
  );
  engine.registerTag(
    'block',
    class extends BlockTag {
      override *render(context: Context, emitter: Emitter): ReturnType<BlockTag['render']> {
        const blocks = blocksOf(context);
        const before = blocks[this.block];
        yield* super.render(context, emitter);
        const stored = blocks[this.block];
        // What a layout has in a block is HTML already where a template puts it out within its own.
        if (html && stored && stored !== before)
          blocks[this.block] = (above, into) => stored(new SafeBlock(above), into);
      }
    },
  );
}

/** By name: no property of an object's own kind is one. */
function blocksOf(context: Context): Record<string, RenderBlock | undefined> {
  return context.getRegister('blocks', Object.create(null));
}

class SafeBlock extends Drop {
  readonly #above: Above;

  constructor(above: Above) {
    super();
    this.#above = above;
  }

  *super(): Generator<unknown, SafeText, string> {
    const html = yield* this.#above.super();
    return html instanceof SafeText ? html : new SafeText(html);
  }
}
