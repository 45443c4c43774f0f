import { PlainExpressions } from './plain-expression.ts';
import { readImport } from './plain-import.ts';
import { PlainNode, around, notPlain } from './plain-node.ts';
import { PlainScanner } from './plain-scanner.ts';
import type { PythonNode } from './python-node.ts';

/** Line ends other than LF and other characters that steer have rules of their own. */
const unusual = /[^\P{Cc}\n\t]|\ufeff/u;
/** Blocks nested deeper than this are left to the grammar, which needs no stack. */
const deepest = 40;
const update = /(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])=/y;

/**
 * Reads a module that is written as most are into the nodes that the grammar of `@lezer/python` would give, as far as facts are made of
 * them, in a fraction of its time. Undefined for all else, such as `match`, Python 2 and mistakes: the grammar reads those.
 */
export function readPlainPython(text: string): PythonNode | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return new PlainStatements(text).module();
  } catch (error) {
    if (error !== notPlain) throw error;
    return undefined;
  }
}

class PlainStatements {
  readonly #scanner: PlainScanner;
  readonly #expressions: PlainExpressions;
  /** The column of the line that is read next; -1 at the end. */
  #column = 0;
  /** Behind the line end of the last statement. */
  #end = 0;
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new PlainScanner(text);
    this.#expressions = new PlainExpressions(this.#scanner);
  }

  module(): PythonNode {
    this.#goToLine();
    const statements = this.#statements(0);
    if (this.#column >= 0) throw notPlain;
    return new PlainNode('Script', 0, this.#scanner.text.length, statements);
  }

  /** Goes to the next line that says something. */
  #goToLine(): void {
    const scanner = this.#scanner;
    for (;;) {
      const line = scanner.at;
      scanner.skipSpaces();
      this.#column = scanner.at - line;
      if (scanner.isAt('#')) scanner.at = scanner.lineEnd();
      else if (scanner.isAt('\t')) throw notPlain;
      if (scanner.at >= scanner.text.length) {
        // The grammar takes spaces at the very end for a part of the block.
        if (this.#column > 0 && this.#column === scanner.at - line) throw notPlain;
        this.#column = -1;
        return;
      }
      if (!scanner.isAt('\n')) return;
      scanner.at += 1;
    }
  }

  #endLine(): void {
    const scanner = this.#scanner;
    scanner.skip();
    const isComment = scanner.isAt('#');
    if (isComment) scanner.at = scanner.lineEnd();
    const isTextEnd = scanner.at === scanner.text.length;
    // A comment without a line end is not part of the block that it ends.
    if (isTextEnd ? isComment : !scanner.isAt('\n')) throw notPlain;
    scanner.at = Math.min(scanner.at + 1, scanner.text.length);
    this.#end = scanner.at;
    this.#goToLine();
  }

  #statements(column: number): PlainNode[] {
    const statements: PlainNode[] = [];
    while (this.#column === column) statements.push(...this.#statement(column));
    if (this.#column > column) throw notPlain;
    return statements;
  }

  #body(column: number): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expect(':');
    if (!this.#scanner.isAt('\n') && this.#expressions.begins()) return this.#toEnd('Body', from, this.#simpleLine());
    this.#endLine();
    if (this.#column <= column) throw notPlain;
    this.#depth += 1;
    if (this.#depth > deepest) throw notPlain;
    const statements = this.#statements(this.#column);
    this.#depth -= 1;
    return this.#toEnd('Body', from, statements);
  }

  #toEnd(name: string, from: number, children: readonly PlainNode[]): PlainNode {
    return new PlainNode(name, from, this.#end, children);
  }

  #statement(column: number): readonly PlainNode[] {
    const from = this.#scanner.at;
    switch (this.#scanner.word()) {
      case '':
        return this.#scanner.isAt('@') ? [this.#decorated(column)] : this.#simpleLine();
      case 'if':
        return [this.#conditional(from, column, 'IfStatement')];
      case 'while':
        return [this.#conditional(from, column, 'WhileStatement')];
      case 'try':
        return [this.#try(from, column)];
      case 'async':
      case 'for':
      case 'with':
      case 'def':
      case 'class':
        return [this.#asynchronous(from, column)];
      default:
        return this.#simpleLine();
    }
  }

  #asynchronous(from: number, column: number): PlainNode {
    const isAsync = this.#scanner.takeWord('async');
    if (this.#scanner.takeWord('def')) return this.#function(from, column);
    if (this.#scanner.takeWord('for')) return this.#for(from, column);
    if (this.#scanner.takeWord('with')) return this.#with(from, column);
    if (isAsync) throw notPlain;
    return this.#class(from, column);
  }

  /** `if` and `while` with what hangs on them. */
  #conditional(from: number, column: number, name: string): PlainNode {
    const keyword = name === 'IfStatement' ? 'if' : 'while';
    this.#scanner.expectWord(keyword);
    const parts = [this.#expressions.named(), this.#body(column)];
    while (keyword === 'if' && this.#continues('elif', column)) parts.push(this.#expressions.named(), this.#body(column));
    return around(name, from, [...parts, ...this.#else(column)]);
  }

  /** Takes a keyword that goes on with the statement of the lines before. */
  #continues(keyword: string, column: number): boolean {
    return this.#column === column && this.#scanner.takeWord(keyword);
  }

  #else(column: number): PlainNode[] {
    return this.#continues('else', column) ? [this.#body(column)] : [];
  }

  #try(from: number, column: number): PlainNode {
    this.#scanner.expectWord('try');
    const parts = [this.#body(column)];
    for (let at = this.#scanner.at; this.#continues('except', column); at = this.#scanner.at) {
      parts.push(new PlainNode('except', at, at + 'except'.length));
      if (!this.#scanner.isAt(':')) parts.push(this.#expressions.expression());
      if (this.#scanner.takeWord('as')) parts.push(this.#expressions.name());
      parts.push(this.#body(column));
    }
    parts.push(...this.#else(column));
    if (this.#continues('finally', column)) parts.push(this.#body(column));
    if (parts.length === 1) throw notPlain;
    return around('TryStatement', from, parts);
  }

  #for(from: number, column: number): PlainNode {
    const targets = this.#expressions.targets();
    this.#scanner.expectWord('in');
    const values = this.#expressions.list();
    const body = this.#body(column);
    return around('ForStatement', from, [...targets, ...values, body, ...this.#else(column)]);
  }

  #with(from: number, column: number): PlainNode {
    const parts: PlainNode[] = [];
    do {
      parts.push(this.#expressions.expression());
      // Behind `as` the grammar knows names alone; what else Python takes there it reads in ways of its own.
      if (this.#scanner.takeWord('as')) parts.push(this.#expressions.name());
    } while (this.#scanner.take(','));
    return around('WithStatement', from, [...parts, this.#body(column)]);
  }

  #function(from: number, column: number): PlainNode {
    const parts = [this.#expressions.name()];
    const start = this.#scanner.at;
    const parameters: PlainNode[] = [];
    if (!this.#scanner.isAt('(')) throw notPlain;
    const to = this.#scanner.inBrackets(')', () => parameters.push(...this.#expressions.parameters(true)));
    parts.push(new PlainNode('ParamList', start, to, parameters));
    this.#scanner.skip();
    if (this.#scanner.isAt('->')) parts.push(this.#expressions.typeAfter('->'));
    return around('FunctionDefinition', from, [...parts, this.#body(column)]);
  }

  #class(from: number, column: number): PlainNode {
    this.#scanner.expectWord('class');
    const parts = [this.#expressions.name()];
    if (this.#scanner.isAt('(')) parts.push(this.#expressions.arguments());
    this.#scanner.skip();
    return around('ClassDefinition', from, [...parts, this.#body(column)]);
  }

  #decorated(column: number): PlainNode {
    const from = this.#scanner.at;
    const parts: PlainNode[] = [];
    while (this.#column === column && this.#scanner.isAt('@')) parts.push(this.#decorator());
    const isDefinition = /^(?:async|def|class)$/.test(this.#scanner.word());
    if (this.#column !== column || !isDefinition) throw notPlain;
    return around('DecoratedStatement', from, [...parts, this.#asynchronous(this.#scanner.at, column)]);
  }

  /** A decorator reaches to the end of its line. */
  #decorator(): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expect('@');
    const parts = [this.#expressions.name()];
    while (this.#scanner.take('.')) parts.push(this.#expressions.name());
    if (this.#scanner.isAt('(')) parts.push(this.#expressions.arguments());
    this.#endLine();
    return this.#toEnd('Decorator', from, parts);
  }

  /** Statements of one line. */
  #simpleLine(): PlainNode[] {
    const statements: PlainNode[] = [];
    do {
      if (statements.length > 0 && !this.#expressions.begins()) break;
      statements.push(this.#simple());
    } while (this.#scanner.take(';'));
    this.#endLine();
    return statements;
  }

  #simple(): PlainNode {
    const from = this.#scanner.at;
    const keyword = this.#scanner.word();
    switch (keyword) {
      case 'import':
      case 'from':
        return readImport(this.#scanner);
      case 'pass':
      case 'break':
      case 'continue':
        this.#scanner.takeWord(keyword);
        return new PlainNode('SimpleStatement', from, from + keyword.length);
      case 'return':
      case 'raise':
      case 'assert':
      case 'del':
      case 'global':
      case 'nonlocal':
        return this.#withValues(keyword);
      case 'print':
        // Python 2 has a statement of this name.
        if (!this.#scanner.isAt('print(')) throw notPlain;
        return this.#assignment();
      default:
        return this.#assignment();
    }
  }

  #withValues(keyword: string): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.takeWord(keyword);
    const mayBeBare = keyword === 'return' || keyword === 'raise';
    const values = mayBeBare && !this.#expressions.begins() ? [] : this.#expressions.list();
    if (keyword === 'raise' && values.length > 1) throw notPlain;
    if (keyword === 'raise' && this.#scanner.takeWord('from')) values.push(this.#expressions.expression());
    return around(keyword === 'assert' ? 'AssertStatement' : 'SimpleStatement', from, values);
  }

  /** A value alone or an assignment. */
  #assignment(): PlainNode {
    const from = this.#scanner.at;
    const parts = this.#expressions.value();
    let name = 'ExpressionStatement';
    if (parts.length === 1 && this.#scanner.isAt(':')) {
      name = 'AssignStatement';
      parts.push(this.#expressions.typeAfter(':'));
    }
    while (this.#scanner.isAt('=')) {
      name = 'AssignStatement';
      parts.push(this.#expressions.assignOperator(), ...this.#expressions.value());
    }
    update.lastIndex = this.#scanner.at;
    const written = name === 'ExpressionStatement' ? update.exec(this.#scanner.text)?.[0] : undefined;
    if (written === undefined) return around(name, from, parts);
    this.#scanner.expect(written);
    return around('UpdateStatement', from, [...parts, ...this.#expressions.value()]);
  }
}
