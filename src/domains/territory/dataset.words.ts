import type { DatasetState } from './dataset.types.js';
import type { territoryText } from './territory.messages.js';

export const STATE_TONES: Record<DatasetState, 'good' | 'off'> = {
  live: 'good',
  superseded: 'off',
  withdrawn: 'off',
};

/** The licence as publishers write it; the code is SPDX's. */
export function licenceName(licence: string, t: ReturnType<typeof territoryText>): string {
  return licence === 'other' || licence === '' ? t('territory.licence.other') : licence;
}
