BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('ae68b37208ce4141bc005603cd1349a5','small',NULL,'peakend');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('d9d66132b5cf4544a7a0c6eaa2f66e00','task-1-count','be1e24240c1d4afaa94cd310bf07194d','GradeCell');
INSERT INTO "base_cell" VALUES('de7fdeb4bc1b413ebbd1bf9660adb660','answer','be1e24240c1d4afaa94cd310bf07194d','SolutionCell');
INSERT INTO "base_cell" VALUES('cfe99447fdeb4ac7bca11750be47e225','task-10-why','be1e24240c1d4afaa94cd310bf07194d','TaskCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('c23ec08956cc461c8d377894a00a2f2e','759ddf084b9c44028904666f13b9a79c','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('96b2c371dfb44721b487d33ec2726c60','759ddf084b9c44028904666f13b9a79c','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL);
INSERT INTO "comment" VALUES('4b9959afb8a941818cfeb1663d4f4de5','090e80a3af2c43688acdb734880d8da2','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('03e9616193ab49ea9dbcb4b4b6b00e9c','090e80a3af2c43688acdb734880d8da2','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL);
INSERT INTO "comment" VALUES('2939eea435d14ba0801980331b158a4b','dfd1f986218049d381ba22711b517e3d','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('15bbc827fff8409f84b1271f6de9c724','dfd1f986218049d381ba22711b517e3d','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL);
INSERT INTO "comment" VALUES('9e4bfae96d76444a94ed07d4cc388481','48dcc53acf4548c78a1b5e578e784d5f','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('25b7af1a00be40b78138534c9166409f','48dcc53acf4548c78a1b5e578e784d5f','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL);
INSERT INTO "comment" VALUES('e863cc9c249c49309e8faa39bffafb6c','075d5f52ca74454792544b193e6a869c','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('5fd96e9bc7804565b4c63e0151dd957d','075d5f52ca74454792544b193e6a869c','cfe99447fdeb4ac7bca11750be47e225',NULL,'Nearly.');
INSERT INTO "comment" VALUES('d7c3b6ccc6bb40ee8ea6117de6c7c20a','8ba7b63fb7fb4afd983871ecb28eda8b','de7fdeb4bc1b413ebbd1bf9660adb660',NULL,NULL);
INSERT INTO "comment" VALUES('398c20b608bd49969a44d809b72e3cb4','8ba7b63fb7fb4afd983871ecb28eda8b','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('peakend');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('f69df48288dc4ea28b4ba6e9c33dfd9c','759ddf084b9c44028904666f13b9a79c','d9d66132b5cf4544a7a0c6eaa2f66e00',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('f8a895610cf640fab0868e730f282e95','759ddf084b9c44028904666f13b9a79c','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('2e6bd6e8cf2345aca8c54e2a785d8450','090e80a3af2c43688acdb734880d8da2','d9d66132b5cf4544a7a0c6eaa2f66e00',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('24378baac4434b6c87cf284b3bce2475','090e80a3af2c43688acdb734880d8da2','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('9640d8a8fbe14ac7b5afa6c2ed05f1ad','dfd1f986218049d381ba22711b517e3d','d9d66132b5cf4544a7a0c6eaa2f66e00',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('a552b57113194e0fb3deadcf10adffa1','dfd1f986218049d381ba22711b517e3d','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('181bb98be39b46f2851b28019b5dfb16','48dcc53acf4548c78a1b5e578e784d5f','d9d66132b5cf4544a7a0c6eaa2f66e00',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('24e7c8bd2c6843b5b22eb6f520c79427','48dcc53acf4548c78a1b5e578e784d5f','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('f5ad97ec9056436da6538f57d07e6b5f','075d5f52ca74454792544b193e6a869c','d9d66132b5cf4544a7a0c6eaa2f66e00',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('50408d27ea0a4f50a700a23743789cd1','075d5f52ca74454792544b193e6a869c','cfe99447fdeb4ac7bca11750be47e225',NULL,3.0,NULL,0);
INSERT INTO "grade" VALUES('9d986b2024604b04ad2e3107e0d76803','8ba7b63fb7fb4afd983871ecb28eda8b','d9d66132b5cf4544a7a0c6eaa2f66e00',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('602ea54909df4857aa33caf3ce5da346','8ba7b63fb7fb4afd983871ecb28eda8b','cfe99447fdeb4ac7bca11750be47e225',NULL,NULL,NULL,1);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('d9d66132b5cf4544a7a0c6eaa2f66e00',2.0,'code');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('be1e24240c1d4afaa94cd310bf07194d','small','ae68b37208ce4141bc005603cd1349a5','{}');
CREATE TABLE peakend_judged (
	trainee VARCHAR(128) NOT NULL, 
	assignment VARCHAR(128) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	reasons TEXT NOT NULL, 
	PRIMARY KEY (trainee, assignment)
);
INSERT INTO "peakend_judged" VALUES('''anna','small','e28a478c222ac78c787f4f907852a8c951e14aac8333723b518a764541ce877a','{}');
INSERT INTO "peakend_judged" VALUES('ab','small','e28a478c222ac78c787f4f907852a8c951e14aac8333723b518a764541ce877a','{}');
INSERT INTO "peakend_judged" VALUES('ab','small','58fec6296f5db4bd0d1351cc669f8143162e7cb26cbf93e217b1ecef362e9d8a','{"task-1-count": "AssertionError: Count again."}');
INSERT INTO "peakend_judged" VALUES('broken','small','a51094ad6777f788ea5908036ddd7bc472fd78692fdf5280de7e6c2186550a56','{"": "small.ipynb is not JSON, so no notebook. Hand in what JupyterLab saved."}');
INSERT INTO "peakend_judged" VALUES('anna','small','58fec6296f5db4bd0d1351cc669f8143162e7cb26cbf93e217b1ecef362e9d8a','{"task-1-count": "AssertionError: Count again."}');
INSERT INTO "peakend_judged" VALUES('mei','small','e28a478c222ac78c787f4f907852a8c951e14aac8333723b518a764541ce877a','{}');
INSERT INTO "peakend_judged" VALUES('wei','small','58fec6296f5db4bd0d1351cc669f8143162e7cb26cbf93e217b1ecef362e9d8a','{"task-1-count": "AssertionError: Count again."}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('de7fdeb4bc1b413ebbd1bf9660adb660');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('6479e73e28094e33877f15808157155f','answer','code',0,'# Your answer here','a9ee0ff3af026f51cd834402999c1092','be1e24240c1d4afaa94cd310bf07194d');
INSERT INTO "source_cell" VALUES('464e83af1e9a405998c62c0daac24d2f','task-1-count','code',1,'assert answer == 42, ''Count again.''','c015fd6205109dccc395038c7a35627b','be1e24240c1d4afaa94cd310bf07194d');
INSERT INTO "source_cell" VALUES('35f3139126d34044ae0f19e7a8094733','task-10-why','markdown',1,'Why?

### BEGIN MARK SCHEME
x
### END MARK SCHEME','92ba60bee83c4c238a0939b97681f20b','be1e24240c1d4afaa94cd310bf07194d');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('''anna',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('ab',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('ab',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('anna',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('mei',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('wei',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('d25e233071f941bf82cb7b9f9f761a08','ae68b37208ce4141bc005603cd1349a5','''anna',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('2467ca045cc845799b9c0199114c9388','ae68b37208ce4141bc005603cd1349a5','ab',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('6bec553a2ba2499a8eca4af49268f719','ae68b37208ce4141bc005603cd1349a5','ab',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('a9ed05ee0ed6409d9d81a44a4948cb5a','ae68b37208ce4141bc005603cd1349a5','anna',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('2fa6dc6bf40640149c47a58e3dd22af0','ae68b37208ce4141bc005603cd1349a5','mei',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('703ae308f6194b88902e41936a51c7ad','ae68b37208ce4141bc005603cd1349a5','wei',NULL,NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('759ddf084b9c44028904666f13b9a79c','d25e233071f941bf82cb7b9f9f761a08','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('090e80a3af2c43688acdb734880d8da2','2467ca045cc845799b9c0199114c9388','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('dfd1f986218049d381ba22711b517e3d','6bec553a2ba2499a8eca4af49268f719','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('48dcc53acf4548c78a1b5e578e784d5f','a9ed05ee0ed6409d9d81a44a4948cb5a','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('075d5f52ca74454792544b193e6a869c','2fa6dc6bf40640149c47a58e3dd22af0','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
INSERT INTO "submitted_notebook" VALUES('8ba7b63fb7fb4afd983871ecb28eda8b','703ae308f6194b88902e41936a51c7ad','be1e24240c1d4afaa94cd310bf07194d',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "task_cells" VALUES('cfe99447fdeb4ac7bca11750be47e225',4.0,'markdown');
COMMIT;
