/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>

#include "jc-media-wire.h"

#define MAX_FDS 64
#define MAX_INSTRUCTIONS 4096

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif

/* The filter as the kernel takes it: made once, so that a job costs one system call. */
static struct sock_filter instructions[MAX_INSTRUCTIONS];
static struct sock_fprog  program;

/* --- Which system calls there are --- */

/* Reading what is open, memory, threads, time. What writes here writes only to descriptors that the
 * job was given: nothing can be opened for writing. */
static const int allowed_calls[] = {
  SCMP_SYS (read),
  SCMP_SYS (pread64),
  SCMP_SYS (readv),
  SCMP_SYS (preadv),
  SCMP_SYS (write),
  SCMP_SYS (writev),
  SCMP_SYS (pwrite64),
  SCMP_SYS (lseek),
  SCMP_SYS (close),
  SCMP_SYS (close_range),
  SCMP_SYS (fstat),
  SCMP_SYS (stat),
  SCMP_SYS (lstat),
  SCMP_SYS (newfstatat),
  SCMP_SYS (statx),
  SCMP_SYS (access),
  SCMP_SYS (faccessat),
  SCMP_SYS (faccessat2),
  SCMP_SYS (readlink),
  SCMP_SYS (readlinkat),
  SCMP_SYS (getdents64),
  SCMP_SYS (getcwd),
  SCMP_SYS (statfs),
  SCMP_SYS (fstatfs),
  SCMP_SYS (fadvise64),
  SCMP_SYS (fcntl),
  SCMP_SYS (dup),
  SCMP_SYS (ftruncate),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (madvise),
  SCMP_SYS (brk),
  SCMP_SYS (futex),
  SCMP_SYS (sched_yield),
  SCMP_SYS (sched_getaffinity),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (rseq),
  SCMP_SYS (gettid),
  SCMP_SYS (getpid),
  SCMP_SYS (getuid),
  SCMP_SYS (geteuid),
  SCMP_SYS (getgid),
  SCMP_SYS (getegid),
  SCMP_SYS (getrandom),
  SCMP_SYS (clock_gettime),
  SCMP_SYS (clock_getres),
  SCMP_SYS (clock_nanosleep),
  SCMP_SYS (nanosleep),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (time),
  SCMP_SYS (times),
  SCMP_SYS (getrusage),
  SCMP_SYS (sysinfo),
  SCMP_SYS (uname),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (restart_syscall),
  SCMP_SYS (sendmsg),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
};

/* No decoder asks for these: who does is no longer one. */
static const int deadly_calls[] = {
  SCMP_SYS (execve),
  SCMP_SYS (execveat),
  SCMP_SYS (fork),
  SCMP_SYS (vfork),
  SCMP_SYS (ptrace),
  SCMP_SYS (process_vm_readv),
  SCMP_SYS (process_vm_writev),
  SCMP_SYS (pidfd_getfd),
  SCMP_SYS (kill),
  SCMP_SYS (rt_sigqueueinfo),
  SCMP_SYS (rt_tgsigqueueinfo),
  SCMP_SYS (pidfd_send_signal),
  SCMP_SYS (socket),
  SCMP_SYS (socketpair),
  SCMP_SYS (connect),
  SCMP_SYS (bind),
  SCMP_SYS (listen),
  SCMP_SYS (accept),
  SCMP_SYS (accept4),
  SCMP_SYS (mount),
  SCMP_SYS (umount2),
  SCMP_SYS (pivot_root),
  SCMP_SYS (chroot),
  SCMP_SYS (unshare),
  SCMP_SYS (setns),
  SCMP_SYS (bpf),
  SCMP_SYS (perf_event_open),
  SCMP_SYS (userfaultfd),
  SCMP_SYS (io_uring_setup),
  SCMP_SYS (io_uring_enter),
  SCMP_SYS (io_uring_register),
  SCMP_SYS (keyctl),
  SCMP_SYS (add_key),
  SCMP_SYS (request_key),
  SCMP_SYS (init_module),
  SCMP_SYS (finit_module),
  SCMP_SYS (kexec_load),
  SCMP_SYS (reboot),
  SCMP_SYS (memfd_create),
  SCMP_SYS (memfd_secret),
  SCMP_SYS (shmget),
};

static gboolean
add_calls (scmp_filter_ctx filter, guint32 action, const int *calls, gsize n_calls)
{
  for (gsize i = 0; i < n_calls; i++)
    if (seccomp_rule_add (filter, action, calls[i], 0) != 0)
      return FALSE;

  return TRUE;
}

/* Opening for reading; memory that is not to be written and run at once; threads but no processes;
 * a thread's name. */
static gboolean
add_calls_with_arguments (scmp_filter_ctx filter)
{
  const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
  const scmp_datum_t both = PROT_WRITE | PROT_EXEC;
  const scmp_datum_t protections[] = { 0, PROT_WRITE, PROT_EXEC };
  int                code = 0;

  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (open), 1,
                            SCMP_A1 (SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (openat), 1,
                            SCMP_A2 (SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
  for (gsize i = 0; i < G_N_ELEMENTS (protections); i++)
    {
      code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1,
                                SCMP_A2 (SCMP_CMP_MASKED_EQ, both, protections[i]));
      code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1,
                                SCMP_A2 (SCMP_CMP_MASKED_EQ, both, protections[i]));
    }
  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1,
                            SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  code |= seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (clone), 1,
                            SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  /* Its flags lie in memory, where no filter sees them; the C library then falls back to clone. */
  code |= seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prctl), 1,
                            SCMP_A0 (SCMP_CMP_EQ, PR_SET_NAME));
  /* Reading limits, not setting them. */
  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prlimit64), 1,
                            SCMP_A2 (SCMP_CMP_EQ, 0));
  code |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (getrlimit), 0);

  return code == 0;
}

static gboolean
export_filter (scmp_filter_ctx filter)
{
  int    fd = memfd_create ("jiangce-filter", MFD_CLOEXEC);
  gssize n = -1;

  if (fd < 0)
    return FALSE;
  if (seccomp_export_bpf (filter, fd) == 0)
    n = pread (fd, instructions, sizeof instructions, 0);
  close (fd);
  if (n <= 0 || n == sizeof instructions)
    return FALSE;

  program.len = (unsigned short)((gsize)n / sizeof instructions[0]);
  program.filter = instructions;
  return TRUE;
}

static gboolean
build_filter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  gboolean        is_done;

  if (filter == NULL)
    return FALSE;
  is_done = add_calls (filter, SCMP_ACT_ALLOW, allowed_calls, G_N_ELEMENTS (allowed_calls))
            && add_calls (filter, SCMP_ACT_KILL_PROCESS, deadly_calls, G_N_ELEMENTS (deadly_calls))
            && add_calls_with_arguments (filter) && export_filter (filter);
  seccomp_release (filter);
  return is_done;
}

/* --- Limits --- */

/* Processes need no limit of their own: the filter lets none be made, and threads are bounded by
 * memory. */
static gboolean
set_limits (guint cpu_seconds)
{
  const struct
  {
    int    resource;
    rlim_t limit;
  } limits[] = {
    { RLIMIT_CPU, cpu_seconds },
    { RLIMIT_CORE, 0 },
    { RLIMIT_NOFILE, MAX_FDS },
    { RLIMIT_FSIZE, JC_WIRE_MAX_DATA },
    { RLIMIT_MEMLOCK, 0 },
#ifndef HAS_ADDRESS_SANITIZER
    { RLIMIT_AS, JC_SANDBOX_MEMORY_MIB * 1024ul * 1024ul },
#endif
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      struct rlimit limit = { limits[i].limit, limits[i].limit };

      if (setrlimit (limits[i].resource, &limit) != 0)
        return FALSE;
    }
  return TRUE;
}

/* --- Public functions --- */

/**
 * jc_sandbox_prepare:
 *
 * For the whole helper: no new privileges, Landlock, and the system call filter made ready.
 *
 * Returns: %FALSE when any of it cannot be had
 */
gboolean
jc_sandbox_prepare (void)
{
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && build_filter () && jc_landlock_enter ();
}

/**
 * jc_sandbox_enter:
 * @cpu_seconds: processor time after which the kernel kills this process
 *
 * For the process of one job, after jc_sandbox_prepare (): limits of memory, time and files, out of
 * reach of debuggers, killed with its parent, and the filter. Not to be undone.
 *
 * Returns: %FALSE when any of it cannot be had: the process has to end
 */
gboolean
jc_sandbox_enter (guint cpu_seconds)
{
  return set_limits (cpu_seconds) && prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0
         && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && program.len > 0
         && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
