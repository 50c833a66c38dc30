import { test } from 'node:test';
import { assertCovered } from '../coverage.mjs';

test('every test that COVERAGE.md names exists', () => assertCovered(import.meta.url, 100));
