import type { Schemes } from '../security/address.js';

export const SCHEMES: Schemes = { plain: 'ws', secure: 'wss' };
