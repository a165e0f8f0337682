#!/bin/bash
# A SLURM cluster of this machine alone, for tests: cluster.sh start FOLDER PORT | stop FOLDER. Needs root (slurmd starts jobs as other users).
set -euo pipefail

start() {
  local folder=$1 port=$2 name
  name=$(hostname -s)
  mkdir -p "$folder"/{state,spool}
  chmod 755 "$folder"
  if ! munge -n >/dev/null 2>&1 || ! munge -n | unmunge >/dev/null 2>&1; then
    mkdir -p /run/munge
    chown munge: /run/munge
    runuser -u munge -- /usr/sbin/munged
    cp /run/munge/munged.pid "$folder/munged.pid"
  fi
  cat >"$folder/slurm.conf" <<EOF
ClusterName=test
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=1,sched_interval=2,sched_min_interval=100000
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ReturnToService=2
KillWait=5
MinJobAge=30
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=test Nodes=$name Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
EOF
  slurmctld -f "$folder/slurm.conf"
  slurmd -f "$folder/slurm.conf"
  for _ in $(seq 150); do
    case $(SLURM_CONF=$folder/slurm.conf sinfo -h -o %t 2>/dev/null) in idle* | mix*) return ;; esac
    sleep 0.2
  done
  tail "$folder"/slurm*.log >&2
  return 1
}

stop() {
  local folder=$1 pid
  SLURM_CONF=$folder/slurm.conf scancel --full --state=RUNNING --user=root 2>/dev/null || true
  for daemon in slurmd slurmctld munged; do
    pid=$(cat "$folder/$daemon.pid" 2>/dev/null) || continue
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  done
}

"$@"
