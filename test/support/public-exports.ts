import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { packageFolders } from '../../scripts/packages.ts';

/**
 * The source of every entry of every published package, by its `exports`: `src/index.ts`,
 * `adapters/smtp/src/index.ts`, …
 */
export function entryFiles(): string[] {
  return packageFolders().flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return Object.values<unknown>(manifest.exports).flatMap((entry) => {
      const source = typeof entry === 'object' && entry !== null && Reflect.get(entry, '@postern/source');
      return typeof source === 'string' ? [join(folder, source)] : [];
    });
  });
}

/** All that is compiled of the entries, as the repository's own settings compile it. */
export function programOfEntries(files: readonly string[] = entryFiles()): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  return ts.createProgram([...files, 'src/senders/email-providers.d.ts'], options);
}

/** Types of which every member says what it means: they are what a host fills in. */
const filledIn = /(Options|Config|Policy|Input|Rules|Limits|Harness)$/;

/**
 * What an entry exports, and what its types lead to, without a doc comment: `Rate`, or `Rate.burst`. Asked for
 * are the export itself, each method, and each member of what a host fills in. A member of a plain record may
 * leave it to the record's own comment.
 */
export function undocumented(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(entry));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} exports nothing.`);
  const seen = new Set<ts.Symbol>();
  const silent = new Set<string>();

  const isSilent = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length === 0;
  const real = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  const visit = (given: ts.Symbol) => {
    const symbol = real(given);
    const declarations = (symbol.declarations ?? []).filter(isOurs);
    if (seen.has(symbol) || declarations.length === 0) return;
    seen.add(symbol);
    if (isSilent(symbol)) silent.add(symbol.name);
    for (const declaration of declarations) {
      for (const member of membersOf(declaration)) {
        if (!isAsked(declaration, member, symbol.name)) continue;
        const own = checker.getSymbolAtLocation(member.name);
        if (own && isSilent(own)) silent.add(`${symbol.name}.${own.name}`);
      }
      for (const name of typesIn(declaration)) {
        const type = checker.getSymbolAtLocation(name);
        if (type) visit(type);
      }
    }
  };
  for (const exported of checker.getExportsOfModule(module)) visit(exported);
  return [...silent].sort();
}

function isOurs(declaration: ts.Declaration): boolean {
  const { fileName } = declaration.getSourceFile();
  return !fileName.includes('/node_modules/') && !ts.isTypeParameterDeclaration(declaration);
}

type Named = (ts.ClassElement | ts.TypeElement) & { readonly name: ts.PropertyName };

/** The public members that a declaration writes out, each as a whole: what is within it, its own comment is for. */
function membersOf(declaration: ts.Declaration): Named[] {
  const found: Named[] = [];
  const look = (node: ts.Node): void => {
    if (isHidden(node)) return;
    if (isMember(node)) found.push(node);
    else if (isShape(node)) ts.forEachChild(node, look);
  };
  look(declaration);
  return found;
}

/** Where members may stand: not in what a function takes or does. */
function isShape(node: ts.Node): boolean {
  return !ts.isFunctionLike(node) && !ts.isBlock(node) && !ts.isVariableDeclaration(node);
}

function isMember(node: ts.Node): node is Named {
  return (ts.isClassElement(node) || ts.isTypeElement(node)) && node.name !== undefined;
}

function isHidden(node: ts.Node): boolean {
  if (!ts.isClassElement(node)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    (ts.getCombinedModifierFlags(node) & hidden) !== 0 ||
    (node.name !== undefined && ts.isPrivateIdentifier(node.name))
  );
}

function isAsked(declaration: ts.Declaration, member: Named, type: string): boolean {
  if (filledIn.test(type) || ts.isClassDeclaration(declaration)) return true;
  if (ts.isMethodSignature(member)) return true;
  return ts.isPropertySignature(member) && member.type !== undefined && ts.isFunctionTypeNode(member.type);
}

/**
 * The types a declaration is made of, as its users see it: what a constructor takes concerns whoever makes one,
 * and is exported for that.
 */
function typesIn(declaration: ts.Declaration): ts.EntityName[] {
  const found: ts.EntityName[] = [];
  const look = (node: ts.Node): void => {
    if (isHidden(node) || ts.isBlock(node) || ts.isConstructorDeclaration(node)) return;
    if (ts.isTypeReferenceNode(node)) found.push(node.typeName);
    if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression))
      found.push(node.expression);
    ts.forEachChild(node, look);
  };
  look(declaration);
  return found;
}
