/** A function of the schema: callers need no right to the tables, only to call it. */
export interface SqlFunction {
  /** Its signature, as in `beat(p_member uuid)`. */
  readonly signature: string;
  readonly returns: string;
  /** The body in PL/pgSQL, from the declarations on. */
  readonly body: string;
  /** The roles that may call it. */
  readonly roles: readonly Role[];
}

/** What a party of the database may do; a login is granted one or several. */
export type Role = 'submitter' | 'worker' | 'leader';

export const ANYBODY: readonly Role[] = ['submitter', 'worker', 'leader'];

/** The state that `disco_coordinator.refuse` raises; the message is a code of the engine. */
export const REFUSED = 'ZD001';

export function created({ signature, returns, body }: SqlFunction): string {
  return `CREATE OR REPLACE FUNCTION disco_coordinator.${signature} RETURNS ${returns} LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = disco_coordinator, pg_temp AS $disco$
    #variable_conflict use_column
    ${body} $disco$;`;
}

/** Name and types of a signature, as GRANT takes them. */
export function named({ signature }: SqlFunction): string {
  const [name = '', parameters = ''] = signature.replace(/\)$/, '').split('(');
  const types = parameters.split(',').map((parameter) => parameter.trim().split(' ').slice(1).join(' '));
  return `disco_coordinator.${name}(${types.filter((type) => type !== '').join(', ')})`;
}
