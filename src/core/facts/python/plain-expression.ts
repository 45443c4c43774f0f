import { PlainNode, around, notPlain } from './plain-node.ts';
import type { PlainScanner } from './plain-scanner.ts';
import { beginsString, readString } from './plain-string.ts';

/** Expressions nested deeper than this are left to the grammar, which needs no stack. */
const deepest = 100;

const number =
  /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?)(?![\w.\u00a1-\uffff])/y;
/** Operators between two values, but not those that assign. */
const operator = /(?:[<>=!]=|(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])(?![=>*/])|[<>](?![<>=])|(?:and|or|in)\b|is\b(?:\s+not\b)?|not\s+in\b)/y;

/** Reads expressions into nodes as the grammar names them, as far as anybody asks: operators are not told apart. */
export class PlainExpressions {
  readonly #scanner: PlainScanner;
  #depth = 0;

  constructor(scanner: PlainScanner) {
    this.#scanner = scanner;
  }

  /** Expressions between commas, perhaps starred, up to something that is none. */
  list(read: () => PlainNode = () => this.expression()): PlainNode[] {
    const items: PlainNode[] = [];
    do {
      if (!this.begins()) break;
      this.#starred(items, read);
    } while (this.#scanner.take(','));
    if (items.length === 0) throw notPlain;
    return items;
  }

  /** A value, perhaps with a star before it. */
  #starred(items: PlainNode[], read: () => PlainNode): void {
    const from = this.#scanner.at;
    if (this.#scanner.take('*')) items.push(new PlainNode('*', from, from + 1));
    items.push(read());
  }

  /** Whether something stands here that a list goes on with. */
  begins(): boolean {
    const character = this.#scanner.text.charAt(this.#scanner.at);
    if ('\n)]}=:;#!'.includes(character)) return false;
    return !'ifa'.includes(character) || !/^(?:in|for|if|async)$/.test(this.#scanner.word());
  }

  /** Assigned or given: `yield` counts too. */
  value(): PlainNode[] {
    return this.#scanner.isWord('yield') ? [this.#yield()] : this.list();
  }

  #yield(): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expectWord('yield');
    if (this.#scanner.takeWord('from')) return around('YieldExpression', from, [this.expression()]);
    return around('YieldExpression', from, this.begins() ? this.list() : []);
  }

  /** An expression, perhaps with a name for it (`:=`). */
  named(): PlainNode {
    const value = this.expression();
    if (value.name !== 'VariableName' || !this.#scanner.take(':=')) return value;
    return around('NamedExpression', value.from, [value, this.expression()]);
  }

  expression(): PlainNode {
    this.#depth += 1;
    if (this.#depth > deepest) throw notPlain;
    const made = this.#scanner.isWord('lambda') ? this.#lambda() : this.#conditional();
    this.#depth -= 1;
    return made;
  }

  #conditional(): PlainNode {
    const value = this.#operation();
    if (!this.#scanner.takeWord('if')) return value;
    const condition = this.#operation();
    this.#scanner.expectWord('else');
    return around('ConditionalExpression', value.from, [value, condition, this.expression()]);
  }

  #lambda(): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expectWord('lambda');
    const children = this.#scanner.isAt(':') ? [] : [around('ParamList', this.#scanner.at, this.parameters(false))];
    this.#scanner.expect(':');
    return around('LambdaExpression', from, [...children, this.expression()]);
  }

  /** What stands between a function's brackets, without the brackets. */
  parameters(mayBeTyped: boolean): PlainNode[] {
    const found: PlainNode[] = [];
    do {
      if (/[):]/.test(this.#scanner.text.charAt(this.#scanner.at))) break;
      if (this.#scanner.take('/')) continue;
      if (!this.#scanner.take('**') && this.#scanner.take('*') && this.#scanner.isAt(',')) continue;
      found.push(this.name());
      if (mayBeTyped && this.#scanner.isAt(':')) found.push(this.typeAfter(':'));
      if (this.#scanner.isAt('=')) found.push(this.assignOperator(), this.expression());
    } while (this.#scanner.take(','));
    return found;
  }

  /** `: int` or `-> int`. */
  typeAfter(mark: string): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expect(mark);
    return around('TypeDef', from, [this.expression()]);
  }

  /** `=` alone. */
  assignOperator(): PlainNode {
    const from = this.#scanner.at;
    this.#scanner.expect('=');
    if (this.#scanner.isAt('=')) throw notPlain;
    return new PlainNode('AssignOp', from, from + 1);
  }

  name(): PlainNode {
    const { from, to } = this.#scanner.takeName();
    this.#scanner.skip();
    return new PlainNode('VariableName', from, to);
  }

  /** Values with operators between them. */
  #operation(): PlainNode {
    const first = this.#operand();
    let values: PlainNode[] | undefined;
    for (;;) {
      const written = this.#operator();
      if (written === undefined) return values === undefined ? first : around('BinaryExpression', first.from, values);
      this.#scanner.at += written.length;
      this.#scanner.skip();
      values ??= [first];
      values.push(this.#operand());
    }
  }

  #operator(): string | undefined {
    const { text, at } = this.#scanner;
    if ('\n),]:'.includes(text.charAt(at))) return undefined;
    operator.lastIndex = at;
    return operator.exec(text)?.[0];
  }

  #operand(): PlainNode {
    const from = this.#scanner.at;
    const mayHaveOperator = '-+~na'.includes(this.#scanner.text.charAt(from));
    if (!mayHaveOperator) return this.#withTrailers(this.#atom());
    const isUnary = this.#scanner.take('-') || this.#scanner.take('+') || this.#scanner.take('~') || this.#scanner.takeWord('not');
    if (!isUnary && !this.#scanner.takeWord('await')) return this.#withTrailers(this.#atom());
    this.#depth += 1;
    if (this.#depth > deepest) throw notPlain;
    const made = around(isUnary ? 'UnaryExpression' : 'AwaitExpression', from, [this.#operand()]);
    this.#depth -= 1;
    return made;
  }

  /** Members, calls and subscripts behind a value. */
  #withTrailers(atom: PlainNode): PlainNode {
    let made = atom;
    for (;;) {
      this.#scanner.skip();
      const from = this.#scanner.at;
      if (this.#scanner.isAt('(')) made = around('CallExpression', atom.from, [made, this.arguments()]);
      else if (this.#scanner.isAt('[')) made = this.#subscript(made);
      else if (this.#scanner.isAt('.')) {
        this.#scanner.take('.');
        const { from: start, to } = this.#scanner.takeName();
        made = around('MemberExpression', atom.from, [made, new PlainNode('.', from, from + 1), new PlainNode('PropertyName', start, to)]);
      } else return made;
    }
  }

  #subscript(owner: PlainNode): PlainNode {
    const parts: PlainNode[] = [owner];
    const to = this.#scanner.inBrackets(']', () => {
      for (let mayBegin = true; !this.#scanner.isAt(']');) {
        if (this.#scanner.take(':') || this.#scanner.take(',')) mayBegin = true;
        else if (mayBegin) {
          this.#starred(parts, () => this.named());
          mayBegin = false;
        } else throw notPlain;
      }
    });
    return new PlainNode('MemberExpression', owner.from, to, parts);
  }

  /** A call's arguments with their brackets. */
  arguments(): PlainNode {
    const from = this.#scanner.at;
    const parts: PlainNode[] = [new PlainNode('(', from, from + 1)];
    const to = this.#scanner.inBrackets(')', () => {
      while (!this.#scanner.isAt(')')) {
        const isStarred = this.#scanner.isAt('*');
        this.#spread(parts);
        const mayBeKey = !isStarred && parts.at(-1)?.name === 'VariableName';
        if (mayBeKey && this.#scanner.isAt('=')) parts.push(this.assignOperator(), this.expression());
        this.#endItem(')', this.#comprehension(parts));
      }
    });
    return new PlainNode('ArgList', from, to, parts);
  }

  /** A value, perhaps with one star before it or two. */
  #spread(parts: PlainNode[]): void {
    const from = this.#scanner.at;
    if (this.#scanner.take('**')) parts.push(new PlainNode('**', from, from + 2), this.expression());
    else this.#starred(parts, () => this.expression());
  }

  /** `for x in y if z` behind a value, as often as it is there. */
  #comprehension(parts: PlainNode[]): boolean {
    let isThere = false;
    for (;;) {
      const from = this.#scanner.at;
      const keyword = this.#scanner.word();
      if (keyword === 'if' && isThere) {
        this.#scanner.takeWord('if');
        parts.push(new PlainNode('if', from, from + 2), this.#condition());
      } else if (keyword === 'for') {
        this.#scanner.takeWord('for');
        parts.push(new PlainNode('for', from, from + 3), ...this.targets());
        const at = this.#scanner.at;
        this.#scanner.expectWord('in');
        parts.push(new PlainNode('in', at, at + 2), this.#operation());
        isThere = true;
      } else if (keyword === 'async') throw notPlain;
      else return isThere;
    }
  }

  #condition(): PlainNode {
    const value = this.#operation();
    if (this.#scanner.isAt(':=')) throw notPlain;
    return value;
  }

  /** What a loop binds, up to its `in`. */
  targets(): PlainNode[] {
    return this.list(() => this.#withTrailers(this.#atom()));
  }

  #atom(): PlainNode {
    const { text, at } = this.#scanner;
    const character = text.charAt(at);
    if (character === '(') return this.#parenthesized();
    if (character === '[') return this.#display(']', 'Array');
    if (character === '{') return this.#dictionary();
    if (beginsString(this.#scanner)) return this.#strings();
    if ('0123456789.'.includes(character)) return this.#number();
    if ('TFN'.includes(character)) {
      const keyword = this.#scanner.word();
      if (keyword === 'True' || keyword === 'False' || keyword === 'None') {
        this.#scanner.at += keyword.length;
        return new PlainNode(keyword === 'None' ? 'None' : 'Boolean', at, this.#scanner.at);
      }
    }
    const { from, to } = this.#scanner.takeName();
    return new PlainNode('VariableName', from, to);
  }

  #number(): PlainNode {
    const from = this.#scanner.at;
    number.lastIndex = from;
    const written = this.#scanner.isAt('...') ? '...' : number.exec(this.#scanner.text)?.[0];
    if (written === undefined) throw notPlain;
    this.#scanner.at += written.length;
    return new PlainNode(written === '...' ? 'Ellipsis' : 'Number', from, this.#scanner.at);
  }

  #strings(): PlainNode {
    const parts: PlainNode[] = [];
    let end = this.#scanner.at;
    do {
      parts.push(readString(this.#scanner, () => this.list()));
      end = this.#scanner.at;
      this.#scanner.skip();
    } while (beginsString(this.#scanner));
    this.#scanner.at = end;
    const [first] = parts;
    return first !== undefined && parts.length === 1 ? first : around('ContinuedString', first?.from ?? end, parts);
  }

  #parenthesized(): PlainNode {
    const from = this.#scanner.at;
    const parts: PlainNode[] = [new PlainNode('(', from, from + 1)];
    let name = 'ParenthesizedExpression';
    // A comment in front of the value would be the first thing inside.
    if (/^\(\s*#/.test(this.#scanner.text.slice(from, from + 200))) throw notPlain;
    const to = this.#scanner.inBrackets(')', () => {
      if (this.#scanner.isAt(')')) name = 'TupleExpression';
      else if (this.#scanner.isWord('yield')) parts.push(this.#yield());
      else {
        const isStarred = this.#scanner.isAt('*');
        this.#starred(parts, () => this.named());
        if (this.#comprehension(parts)) name = 'ComprehensionExpression';
        else if (isStarred || this.#scanner.isAt(',')) {
          name = 'TupleExpression';
          if (this.#scanner.take(',') && !this.#scanner.isAt(')')) parts.push(...this.list(() => this.named()));
        }
      }
    });
    return new PlainNode(name, from, to, parts);
  }

  /** Over the comma behind an item, up to the closing bracket; behind a comprehension nothing else stands. */
  #endItem(closing: string, isLast: boolean): void {
    if ((isLast || !this.#scanner.take(',')) && !this.#scanner.isAt(closing)) throw notPlain;
  }

  #display(closing: string, kind: string): PlainNode {
    const from = this.#scanner.at;
    const parts: PlainNode[] = [];
    let name = `${kind}Expression`;
    const to = this.#scanner.inBrackets(closing, () => {
      while (!this.#scanner.isAt(closing)) {
        this.#starred(parts, () => this.named());
        const isComprehension = this.#comprehension(parts);
        if (isComprehension) name = `${kind}ComprehensionExpression`;
        this.#endItem(closing, isComprehension);
      }
    });
    return new PlainNode(name, from, to, parts);
  }

  #dictionary(): PlainNode {
    const from = this.#scanner.at;
    const parts: PlainNode[] = [];
    const kinds = new Set<string>();
    const to = this.#scanner.inBrackets('}', () => {
      while (!this.#scanner.isAt('}')) {
        const isSpread = this.#scanner.isAt('**');
        const isStarred = !isSpread && this.#scanner.isAt('*');
        this.#spread(parts);
        if (!isSpread && !isStarred && this.#scanner.take(':')) {
          kinds.add('Dictionary');
          parts.push(this.expression());
        } else kinds.add(isSpread ? 'Dictionary' : 'Set');
        const isLast = this.#comprehension(parts);
        if (isLast) kinds.add('Comprehension');
        this.#endItem('}', isLast);
      }
    });
    const isComprehension = kinds.delete('Comprehension');
    if (kinds.size > 1) throw notPlain;
    const [kind = 'Dictionary'] = kinds;
    return new PlainNode(`${kind}${isComprehension ? 'Comprehension' : ''}Expression`, from, to, parts);
  }
}
