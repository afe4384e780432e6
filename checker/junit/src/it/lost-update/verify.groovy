def log = new File(basedir, 'build.log').text
// The failures that a user reads say what is wrong, and show the interleaving.
assert log.contains('LostUpdateTest.increments_are_atomic')
assert log.contains('VIOLATED: no lost update')
assert log.contains('Counterexample: 4 operations, 2 context switches')
assert log =~ /Tests run: 4, Failures: 3, Errors: 0, Skipped: 0/
def folder = new File(basedir, 'target/vcpucheck')
def traces = folder.list().sort()
assert traces == [
    'org.example.CounterTest.increments_are_atomic-sc-release.json',
    'org.example.CounterTest.increments_are_atomic-sc.json']
traces.each { assert new File(folder, it).text.contains('"property": "no lost update"') }
return true
