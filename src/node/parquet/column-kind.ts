import type { SchemaElement, TimeUnit } from 'hyparquet';

/** What the values of a column mean to us. */
export type ColumnKind =
  | {
      readonly kind: 'number';
      readonly unsigned: boolean;
      readonly whole: boolean;
      /** Digits after the point of a decimal. */ readonly scale: number;
    }
  | { readonly kind: 'half' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time'; readonly perSecond: bigint }
  | { readonly kind: 'timestamp'; readonly perSecond: bigint }
  /** Twelve bytes: nanoseconds of the day and the Julian day, as Spark and Hive once wrote them. */
  | { readonly kind: 'oldTimestamp' };

/** The kind of a flat column, by its logical type or the older converted one. Source: the Parquet format's LogicalTypes.md. */
export function columnKind(element: SchemaElement): ColumnKind {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return number({ whole: false, scale: element.scale ?? scaleOf(element) });
  if (logical?.type === 'TIMESTAMP') return { kind: 'timestamp', perSecond: perSecond[logical.unit] };
  if (logical?.type === 'TIME') return { kind: 'time', perSecond: perSecond[logical.unit] };
  if (logical?.type === 'FLOAT16') return { kind: 'half' };
  if (logical?.type === 'UUID') return { kind: 'uuid' };
  const byName = converted === undefined ? undefined : convertedKinds[converted];
  if (byName !== undefined) return byName;
  if (logical?.type === 'DATE') return { kind: 'date' };
  if (logical?.type === 'STRING' || logical?.type === 'ENUM' || logical?.type === 'JSON') return { kind: 'text' };
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'FLOAT':
    case 'DOUBLE':
      return number({ whole: false });
    case 'INT32':
    case 'INT64':
      return number({ whole: true, unsigned: logical?.type === 'INTEGER' && !logical.isSigned });
    case 'INT96':
      return { kind: 'oldTimestamp' };
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
    case undefined:
    default:
      return { kind: 'bytes' };
  }
}

const perSecond: Readonly<Record<TimeUnit, bigint>> = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n };

const convertedKinds: Readonly<Partial<Record<NonNullable<SchemaElement['converted_type']>, ColumnKind>>> = {
  UTF8: { kind: 'text' },
  ENUM: { kind: 'text' },
  JSON: { kind: 'text' },
  DATE: { kind: 'date' },
  TIME_MILLIS: { kind: 'time', perSecond: perSecond.MILLIS },
  TIME_MICROS: { kind: 'time', perSecond: perSecond.MICROS },
  TIMESTAMP_MILLIS: { kind: 'timestamp', perSecond: perSecond.MILLIS },
  TIMESTAMP_MICROS: { kind: 'timestamp', perSecond: perSecond.MICROS },
  UINT_8: number({ whole: true, unsigned: true }),
  UINT_16: number({ whole: true, unsigned: true }),
  UINT_32: number({ whole: true, unsigned: true }),
  UINT_64: number({ whole: true, unsigned: true }),
};

function number({ whole, unsigned = false, scale = 0 }: { whole: boolean; unsigned?: boolean; scale?: number }): ColumnKind {
  return { kind: 'number', whole, unsigned, scale };
}

function scaleOf({ logical_type: logical }: SchemaElement): number {
  return logical?.type === 'DECIMAL' ? logical.scale : 0;
}
