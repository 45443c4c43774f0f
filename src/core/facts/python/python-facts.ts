/** What Python code says, from a real parser, with places. */
import type { Json } from '../format.ts';
import type { Span } from '../../model/span.ts';

/** A name that an import binds. `import a.b as c` gives module `a.b`, name null, alias `c`. */
export interface PythonImport {
  readonly module: string;
  /** The imported member of a `from` import. */
  readonly name: string | null;
  readonly alias: string;
  /** Dots of a relative import. */
  readonly level: number;
  readonly span: Span;
}

/** A call with its callee written out through the file's imports. */
export interface PythonCall {
  /** Such as `sklearn.model_selection.train_test_split`; methods of unknown objects are `?.fit`. */
  readonly callee: string;
  /** Literal values by keyword; null where the value is no literal. */
  readonly keywords: ReadonlyMap<string, Json>;
  /** Literal values of positional arguments; null where one is no literal. */
  readonly positional: readonly Json[];
  /** The name of the enclosing function (dotted through classes); null at module level. */
  readonly within: string | null;
  /** The whole call. */
  readonly span: Span;
  readonly calleeSpan: Span;
  /** Between the parentheses. */
  readonly argumentsSpan: Span;
}

/** A function or method. */
export interface PythonFunction {
  readonly name: string;
  /** Dotted through classes. */
  readonly qualifiedName: string;
  readonly decorators: readonly string[];
  /** `assert` statements, `pytest.raises`, `self.assert…` and `….assert_…` calls in its body that depend on something: `assert True` counts none. */
  readonly assertions: number;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** A Python module, or all code cells of a notebook together. */
export interface PythonFacts {
  readonly imports: readonly PythonImport[];
  readonly calls: readonly PythonCall[];
  readonly functions: readonly PythonFunction[];
  /** String literals that are no docstrings, up to 500 characters each. */
  readonly strings: readonly { readonly value: string; readonly span: Span }[];
  /** True where the module has `if __name__ == '__main__'`. */
  readonly isScript: boolean;
  /** `try` statements that handle an exception. */
  readonly handlers: number;
}

/** A notebook. */
export interface NotebookFacts {
  readonly cells: number;
  readonly code: PythonFacts;
}
