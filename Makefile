# `make` alone lists the targets. JAVA_HOME, if set, chooses the JDK.

JAVA  := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
JAVAC := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/javac,javac)
JAR   := scenarios/target/vcpucheck.jar
RUN   := scenarios/vcpucheck

# Classes as they are once loaded, so that the tool starts fast; it does without as well.
ARCHIVE := scenarios/target/vcpucheck.jsa

VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>$$:\1:p' pom.xml)

# Classes by the compiler alone, without the checks of a build; a module once any source of it or
# below it has changed.
QUICK := target/quick

# As scenarios/vcpucheck does.
COMPILE := -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 \
  -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
HUGE  := /sys/kernel/mm/transparent_hugepage/enabled
PAGES := $(if $(shell grep -sv '\[never\]' $(HUGE)),-XX:+UseTransparentHugePages)

# Warnings and errors only; unlike -q this keeps the compiler's warnings, which fail the build.
MVN       := mvn -B -ntp -Dstyle.color=never -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
MVN_TESTS := $(MVN) -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info

# Folders too, so that a deleted file rebuilds the jar as well.
SOURCES := pom.xml $(wildcard */pom.xml) .mvn/jvm.config LICENSE $(shell find */src/main)

.PHONY: help build quick watch check race test test-browser test-disk test-cluster test-weak test-oracle test-pages jcstress lincheck history manual pictures bench mutation pages format install clean jdk maven

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

build: $(ARCHIVE) ## build the tool, scenarios/vcpucheck

quick: $(QUICK)/scenarios.done ## compile what has changed, in seconds, and run ARGS="check S20"
	@$(if $(ARGS),VCPUCHECK_CLASSES="$(CURDIR)/$(QUICK)" $(RUN) $(ARGS))

# Sources are looked at once in a second; what changes while it runs makes it run again.
watch: ## as quick, with ARGS, again whenever a source has changed, until Ctrl-C
	@mkdir -p $(QUICK); \
	while :; do \
	  touch $(QUICK)/watched; \
	  $(MAKE) --no-print-directory quick; \
	  echo "waiting for a source to change; Ctrl-C ends it" >&2; \
	  until find pom.xml */pom.xml */src/main -newer $(QUICK)/watched | grep -q .; do sleep 1; done; \
	done

check: build ## build, then check every scenario against what the catalogue expects
	@$(RUN) suite

race: build ## build, then show a race of Xen 4.13 and its fix in 4.14
	@$(call exits_with,1,$(RUN) check cookie-reuse --revision xen-4.13)
	@$(call exits_with,0,$(RUN) check cookie-reuse --revision xen-4.14)

test: jdk maven ## run every test and style check
	@$(MVN_TESTS) verify

test-disk: jdk maven ## search on disk: 20 kills at 2,191,641 states, and the catalogue up to 10^6
	@$(MVN) test -Djacoco.skip -Dtest='DiskKillTest,DiskCatalogueTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false \
	  -Ddisk.kills=20 -Ddisk.rounds=5 -Ddisk.states=1000000 -Ddisk.shortest=true

test-cluster: jdk maven ## search on Spark, in one JVM and with workers of which one is killed
	@$(MVN_TESTS) test -Pcluster -pl checker/cluster -am -Djacoco.skip \
	  -Dtest='Spark*Test' -Dsurefire.failIfNoSpecifiedTests=false

test-browser: jdk maven ## run the tests of pages in Chromium, which must be there
	@$(MVN_TESTS) test -pl scenarios -am -Djacoco.skip -Dtest=BrowserTest,RaceBrowserTest,ComparisonBrowserTest \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dvcpucheck.browser=true

test-weak: jdk maven ## compare each weak memory model with axioms, and its blocks with none, on 5,000 programs
	@$(MVN) test -Djacoco.skip -Dtest='MachinesAgainstAxiomsTest,ReducedMachinesTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dvcpucheck.litmus=2500 -Dvcpucheck.litmus.arm64=1700 -Dvcpucheck.reduced=5000

test-oracle: jdk maven ## compare searches with the oracles on 10,000 programs each
	@$(MVN_TESTS) test -pl checker -Djacoco.skip -Dtest='EngineAgainstOracleTest,LivenessAgainstOracleTest,HeapSymmetryAgainstOracleTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dvcpucheck.programs=10600 -Dvcpucheck.livePrograms=18800 -Dvcpucheck.heaps=10400

test-pages: jdk maven ## run all commands that pages show, those that take minutes, too
	@$(MVN_TESTS) test -pl scenarios -am -Djacoco.skip -Dtest=ReadmeTest \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dpages.long=true

jcstress: build ## build, then run races on real threads; MODE=sanity, quick or default
	@$(RUN) stress --mode $(or $(MODE),default)

lincheck: build ## build, then look for executions that are not linearizable
	@$(RUN) lincheck

history: build ## explore every scenario on every revision and change: write scenarios/HISTORY.md
	@$(RUN) history --markdown scenarios/HISTORY.md || [ $$? -eq 3 ] # gaps, which the page names

manual: build ## write the manual page and the completion script, to scenarios/target
	@$(RUN) manual >scenarios/target/vcpucheck.1
	@$(RUN) completion >scenarios/target/vcpucheck.bash
	@echo "man -l scenarios/target/vcpucheck.1"
	@echo ". scenarios/target/vcpucheck.bash"

pictures: build ## draw the pictures of the pages that show a counterexample anew
	@$(call exits_with,1,$(RUN) check cookie-reuse --revision xen-4.13 --quiet \
	  --export svg scenarios/pictures/cookie-reuse.svg)

bench: jdk maven ## measure, beside SPIN and Rumur where they are installed; ONLY=spin, lincheck, mediator or jmh
	@$(MVN) -pl scenarios -am test-compile dependency:build-classpath \
	  -Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
	@mkdir -p target
	@$(JAVA) -Xmx6g -XX:+UseParallelGC $(COMPILE) $(PAGES) \
	  -cp "scenarios/target/test-classes:scenarios/target/classes:$$(cat scenarios/target/classpath)" \
	  vcpucheck.scenarios.bench.Benchmark target $(ONLY)

mutation: jdk maven ## seed defects into store, graph, machine and tables; count what tests miss; ONLY=checker or mediator
	@$(MVN) -pl $(or $(ONLY),mediator) -am -Dorg.slf4j.simpleLogger.log.org.pitest=info -Djacoco.skip \
	  -Dmutation.checker.skip=$(if $(filter mediator,$(ONLY)),true,false) \
	  test-compile org.pitest:pitest-maven:mutationCoverage
	@for module in $(or $(ONLY),checker mediator); do \
	  awk -F, -v module=$$module '{ n[$$6]++ } END { found = n["KILLED"] + n["TIMED_OUT"]; \
	    printf "%s: %d of %d found, %.1f %%\n", module, found, NR, 100 * found / NR }' \
	    $$module/target/pit-reports/mutations.csv; done

# What these tests compare with the pages, they write into them.
PAGE_TESTS := ReadmeTest,PortMapTest,BenchmarkTest\#the_page_*,GrowthPlotTest

pages: jdk maven ## write the outputs and tables of the pages anew; then read the difference
	@$(MVN) test -Djacoco.skip -Dtest='$(PAGE_TESTS)' -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dgolden.update=true

format: jdk maven ## lay out the sources
	@$(MVN) spotless:apply

install: jdk maven ## put the library into the local Maven repository, with sources and documentation
	@$(MVN) -Prelease -pl checker/junit -am install -DskipTests -Dinvoker.skip=true

clean: ## remove what was built
	@rm -rf target */target checker/junit/target checker/cluster/target

# The installed tools may change between two builds, the jar need not: order-only.
$(JAR): $(SOURCES) | jdk maven
	@echo "building $@" >&2
	@$(MVN) -pl scenarios -am package -Dmaven.test.skip=true

# The JVM compares where the jar lies: from the root, so that the tool can be started from anywhere.
# Interpreted: what waits for the compiler when JDK 17 archives it is never compiled (JDK-8306460).
$(ARCHIVE): $(JAR)
	@$(JAVA) -Xint -XX:+UseParallelGC -XX:ArchiveClassesAtExit=$@ -jar "$(CURDIR)/$(JAR)" \
	  check over-reservation --revision xen-4.13 --html $@.html >/dev/null 2>&1; \
	  rm -f $@.html; \
	  test -f $@ || echo "no class archive: the tool will start more slowly" >&2

$(QUICK)/libraries: pom.xml $(wildcard */pom.xml) | jdk maven
	@mkdir -p $(QUICK)
	@$(MVN) -pl scenarios -am test-compile dependency:build-classpath \
	  -Dmdep.includeScope=compile -Dmdep.outputFile="$(CURDIR)/$(QUICK)/all"
	@tr ':' '\n' <$(QUICK)/all | grep -v '/target/classes$$' | paste -s -d: - >$@

$(QUICK)/checker.done: $(QUICK)/libraries $(shell find checker/src/main)
	@$(call compile,checker)
	@echo "version=$(VERSION)" >$(QUICK)/checker/vcpucheck/checker/version.properties

$(QUICK)/mediator.done: $(QUICK)/checker.done $(shell find mediator/src/main)
	@$(call compile,mediator)

$(QUICK)/scenarios.done: $(QUICK)/mediator.done $(shell find scenarios/src/main)
	@$(call compile,scenarios)

# compile(MODULE): as done when it began, so that an edit meanwhile is not lost.
compile = rm -rf $(QUICK)/$(1) && mkdir -p $(QUICK)/$(1) && touch $(QUICK)/$(1).begun && \
	find $(1)/src/main/java -name '*.java' ! -name module-info.java >$(QUICK)/$(1).sources && \
	$(JAVAC) -nowarn -proc:none -g --release 17 -d $(QUICK)/$(1) \
	  -cp "$(QUICK)/checker:$(QUICK)/mediator:$$(cat $(QUICK)/libraries)" \
	  @$(QUICK)/$(1).sources && \
	{ ! test -d $(1)/src/main/resources || cp -R $(1)/src/main/resources/. $(QUICK)/$(1); } && \
	mv $(QUICK)/$(1).begun $(QUICK)/$(1).done

jdk:
	@command -v $(JAVAC) >/dev/null || { \
	  echo "vcpucheck needs a JDK 17 or newer, and $(if $(JAVA_HOME),JAVA_HOME=$(JAVA_HOME) has none,there is no $(JAVAC)); install it with: sudo apt-get install openjdk-17-jdk-headless" >&2; \
	  exit 2; }
	@version=$$($(JAVAC) -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'); \
	test "$${version:-0}" -ge 17 || { \
	  echo "vcpucheck needs a JDK 17 or newer, but $(JAVAC) is $$($(JAVAC) -version 2>&1); install one with: sudo apt-get install openjdk-17-jdk-headless" >&2; \
	  exit 2; }

maven:
	@command -v mvn >/dev/null || { \
	  echo "vcpucheck is built with Maven; install it with: sudo apt-get install maven" >&2; \
	  exit 2; }

# exits_with(STATUS,COMMAND): runs the command and fails unless it exits with that status.
exits_with = echo '$$ $(2)'; $(2); status=$$?; \
	test $$status -eq $(1) || { echo "exit status $$status, but $(1) was expected" >&2; exit 2; }
