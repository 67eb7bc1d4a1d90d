BEGIN TRANSACTION;
CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    details TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (run_id, kind, name)
) STRICT;
INSERT INTO "artifacts" VALUES(1,1,'gguf','student','runs/first/s.gguf','abababababababababababababababababababababababababababababababab','{"bits": 4}','2026-11-24T11:16:58+00:00');
CREATE TABLE completions (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    teacher_id INTEGER NOT NULL REFERENCES teachers(id),
    request_hash TEXT NOT NULL,
    text TEXT,
    error TEXT,
    finish_reason TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    seconds REAL NOT NULL,
    source TEXT NOT NULL,
    created TEXT NOT NULL, origin TEXT NOT NULL DEFAULT '',
    UNIQUE (teacher_id, request_hash),
    CHECK ((text IS NULL) <> (error IS NULL))
) STRICT;
INSERT INTO "completions" VALUES(1,1,1,'daad40949249bd41d8173f04289fcc67236c10cf3aab66568367fe5dc509110d','Answer to 1',NULL,'stop','',0,0,0.0,'','2026-11-24T11:16:58+00:00','');
INSERT INTO "completions" VALUES(2,2,1,'3b34ecd35edc71ce4cbd59b98d50615d33e06feed9624c22c7ebd545db460726','Answer to 2',NULL,'stop','',0,0,0.0,'','2026-11-24T11:16:58+00:00','');
INSERT INTO "completions" VALUES(3,3,1,'f491cb68f61c2dc6ecfef269ac2c37371c685eb811b72b3ac4f7e449f1e778ee','Answer to 3',NULL,'stop','',0,0,0.0,'','2026-11-24T11:16:58+00:00','');
INSERT INTO "completions" VALUES(4,1,1,'another',NULL,'timed out','unknown','',0,0,0.0,'','2026-11-24T11:16:58+00:00','');
CREATE TABLE dataset_rows (
    dataset_id INTEGER NOT NULL REFERENCES datasets(id),
    position INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    completion_id INTEGER NOT NULL REFERENCES completions(id),
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    reference TEXT,
    tags TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "dataset_rows" VALUES(1,0,1,1,'train','yes','["law"]');
INSERT INTO "dataset_rows" VALUES(1,1,2,2,'train','yes','["law"]');
INSERT INTO "dataset_rows" VALUES(1,2,3,3,'train','yes','["law"]');
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    settings TEXT NOT NULL,
    counts TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, hash),
    UNIQUE (project_id, name)
) STRICT;
INSERT INTO "datasets" VALUES(1,1,'first','e6c2a3dad21c1e7703bd99c75e2d56869f397c1546dca28e4aeedee931683630','{"seed": 7}','{"train": 3}','2026-11-24T11:16:58+00:00');
CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created TEXT NOT NULL
) STRICT;
INSERT INTO "projects" VALUES(1,'Verträge','2026-11-24T11:16:58+00:00');
CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    hash TEXT NOT NULL,
    messages TEXT NOT NULL,
    key TEXT NOT NULL,
    reference TEXT,
    split TEXT CHECK (split IN ('train', 'validation', 'test')),
    tags TEXT NOT NULL,
    source TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, hash)
) STRICT;
INSERT INTO "prompts" VALUES(1,1,'3aef12b1c924e9d046175b1769543690e9e62fcba61ff59049c9a0cac16a7883','[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Clause 0?"}]','k0','yes',NULL,'["law"]','prompts.csv','2026-11-24T11:16:58+00:00');
INSERT INTO "prompts" VALUES(2,1,'ddbeeccd6a1e1731da0c9d0752c18ae0ac59556c2df557f0eae05680e2312faf','[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Clause 1?"}]','k1','yes',NULL,'["law"]','prompts.csv','2026-11-24T11:16:58+00:00');
INSERT INTO "prompts" VALUES(3,1,'9b09ed0cf3e66f0fccb2159d7a3525b723bd09d78541051db3436519e3b9bde8','[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Clause 2?"}]','k2','yes',NULL,'["law"]','prompts.csv','2026-11-24T11:16:58+00:00');
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets(id),
    name TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    config TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'finished', 'failed')),
    created TEXT NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,1,'first','runs/first','{"epochs": 1}','finished','2026-11-24T11:16:58+00:00');
CREATE TABLE teachers (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('recorded', 'transformers', 'gguf')),
    location TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
INSERT INTO "teachers" VALUES(1,1,'claude','recorded','claude','["text"]','2026-11-24T11:16:58+00:00');
CREATE TABLE verdicts (
    completion_id INTEGER NOT NULL REFERENCES completions(id),
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (completion_id, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO "verdicts" VALUES(1,'length','too short','2026-11-24T11:16:58+00:00');
CREATE INDEX prompts_by_project ON prompts (project_id);
CREATE INDEX completions_by_prompt ON completions (prompt_id);
CREATE INDEX completions_by_teacher ON completions (teacher_id);
CREATE TRIGGER dataset_rows_never_change BEFORE UPDATE ON dataset_rows
    BEGIN SELECT RAISE(ABORT, 'a frozen dataset does not change'); END;
CREATE TRIGGER answered_after_an_error AFTER UPDATE OF text ON completions
    WHEN OLD.text IS NULL AND NEW.text IS NOT NULL
    BEGIN DELETE FROM verdicts WHERE completion_id = NEW.id; END;
COMMIT;
PRAGMA user_version = 2;
