import { describe, expect, it } from 'vitest';
import { drawToken, tokenProblem } from '../../src/security/token.js';

describe('a token', () => {
  it.each<[string, string]>([
    ['', 'has 0 bytes, and the least length is 16'],
    ['0123456789abcde', 'has 15 bytes, and the least length is 16'],
    ['aaaaaaaaaaaaaaaa', 'repeats one byte'],
    ['secretsecretsecretsecret', 'repeats its first 6 bytes'],
    ['0123456701234567', 'repeats its first 8 bytes'],
    ['correct horse correct horse cor', 'repeats its first 14 bytes'],
    ['abbbcccddddeeabcd', 'has only 5 distinct bytes'],
    ['0123456789abcdef', 'its bytes are a sequence'],
    ['zyxwvutsrqponmlkjihg', 'its bytes are a sequence'],
    ['acegikmoqsuwyACEGIK', 'its bytes are a sequence'],
  ])("is refused if it is '%s'", (token, why) => {
    expect(tokenProblem(token)).toMatchObject({
      code: 'TOKEN_WEAK',
      message: expect.stringMatching(
        new RegExp(`^the token .*${why}; make a good one with: disco token FILE$`),
      ) as string,
    });
  });

  it('is measured in bytes, as a string and as bytes', () => {
    for (const token of ['5d02c91be7306fa4', 'äöüßéèêç', Buffer.from('a91f03b2c8e07d5546aabbccddee10ff', 'hex')])
      expect(tokenProblem(token)).toBeUndefined();
  });

  it('may repeat something that is long enough by itself', () => {
    expect(tokenProblem('5d02c91be7306fa4'.repeat(2))).toBeUndefined();
  });

  it('is drawn with 256 bits, differs each time, and is fine', () => {
    const tokens = Array.from({ length: 200 }, drawToken);
    for (const token of tokens) expect(token).toMatch(/^[\da-f]{64}$/);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.flatMap((token) => tokenProblem(token) ?? [])).toEqual([]);
  });
});
