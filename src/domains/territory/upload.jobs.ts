import './upload.messages.js';
import type { JobTasks } from '#platform/jobs/runner.js';
import { UPLOAD_TASK, workOnUpload } from './upload.actions.js';
import { openSpool } from './upload.spool.js';

/** The long work of this domain. @param dataDir the installation's data folder, where files wait */
export function territoryJobs(dataDir: string | undefined): JobTasks {
  const spool = openSpool(dataDir);
  return { [UPLOAD_TASK]: (job) => workOnUpload(job, spool) };
}
